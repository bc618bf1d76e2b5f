import type { Told } from './hearing.ts'

/** What goes to a thread: commands, and when they went. */
export interface Work {
  batch: ArrayBuffer
  sentAtMs: number
}

/** What comes back for each piece of work, in order. */
export interface Answer {
  told: Told[]
}

/** Sound that waited for longer is not heard any more: it would be late for everybody. */
export const MAX_WAIT_MS = 2_000

/** The same in all threads, and never set back. */
export function threadTimeMs(): number {
  return performance.timeOrigin + performance.now()
}
