import { z } from 'zod'
import type { KeyValueStore } from '../../api/local-storage.ts'

/** How long a session has lasted when its page was closed or loaded again. */
export interface Elapsed {
  /** Without the pauses. */
  elapsedMs: number
  pausedMs: number
}

const schema = z.object({
  sessionId: z.guid(),
  usesMicrophone: z.boolean(),
  elapsedMs: z.number().nonnegative(),
  pausedMs: z.number().nonnegative(),
  /** When the page went away, in Unix time. */
  leftAtMs: z.number(),
})

/** A running session whose page has gone, kept for the page that comes next in this browser. */
export type RunningRecord = z.infer<typeof schema>

/** The server closes a session that was left for so long. */
const KEPT_MS = 60_000

export function keepRunning(storage: KeyValueStore, memberId: string, record: RunningRecord): void {
  storage.setItem(keyOf(memberId), JSON.stringify(record))
}

/** Null if there is none, or the session has been left for too long. */
export function readRunning(storage: KeyValueStore, memberId: string, nowMs: number): RunningRecord | null {
  const record = parse(storage.getItem(keyOf(memberId)))
  return record && nowMs - record.leftAtMs < KEPT_MS ? record : null
}

export function forgetRunning(storage: KeyValueStore, memberId: string): void {
  storage.removeItem(keyOf(memberId))
}

/** How long the session has lasted now: the time away was a pause. */
export function elapsedNow({ elapsedMs, pausedMs, leftAtMs }: RunningRecord, nowMs: number): Elapsed {
  return { elapsedMs, pausedMs: pausedMs + Math.max(nowMs - leftAtMs, 0) }
}

function keyOf(memberId: string): string {
  return `bliss.running.${memberId}`
}

function parse(text: string | null): RunningRecord | null {
  try {
    return schema.safeParse(JSON.parse(text ?? 'null')).data ?? null
  } catch {
    return null
  }
}
