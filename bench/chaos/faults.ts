import { setTimeout as delay } from 'node:timers/promises'
import { shuffled } from '../harness/seeded.ts'
import type { Target } from './site.ts'

export interface Fault {
  name: string
  target: Target
  /** Does it, and undoes what has to be undone; resolves when the process is ready again, or reachable. */
  happen(): Promise<void>
}

/** What happened, when, and how long it took until the process was there again. */
export interface Happened {
  name: string
  atMs: number
  untilMs: number
  backAfterMs: number
}

const PAUSED_MS = 3_000

/** Every fault of every target, in an order of the seed. */
export function faultsOf(targets: readonly Target[], random: () => number): Fault[] {
  const all = targets.flatMap((target) => {
    const { process, line } = target
    const kill = async () => {
      process.kill()
      await process.ready()
    }
    const stop = async () => {
      process.pause()
      await delay(PAUSED_MS)
      process.resume()
    }
    const faults = [
      { name: `${process.name}: kill -9`, target, happen: kill },
      { name: `${process.name}: SIGSTOP, ${PAUSED_MS / 1_000} s`, target, happen: stop },
    ]
    if (!line) return faults
    const cut = async () => line.cut()
    const stall = async () => {
      line.stall()
      await delay(PAUSED_MS)
      line.release()
    }
    return [
      ...faults,
      { name: `${process.name}: connections cut`, target, happen: cut },
      { name: `${process.name}: line stalled, ${PAUSED_MS / 1_000} s`, target, happen: stall },
    ]
  })
  return shuffled(all, random)
}

/** One fault after the other, each in a slot of its own. */
export async function happenAll(
  faults: readonly Fault[],
  { slotMs, signal, say }: { slotMs: number; signal: AbortSignal; say: (line: string) => void },
): Promise<Happened[]> {
  const happened: Happened[] = []
  for (const { name, happen } of faults) {
    signal.throwIfAborted()
    say(name)
    const atMs = performance.now()
    await happen()
    const backAfterMs = performance.now() - atMs
    await delay(Math.max(0, slotMs - backAfterMs), undefined, { signal })
    happened.push({ name, atMs, untilMs: performance.now(), backAfterMs })
  }
  return happened
}
