import type { Told } from './thread-detectors.ts'

/** What goes to a thread: commands, and since when they wait. */
export interface Work {
  batch: ArrayBuffer
  sinceMs: number
}

/** What comes back of a unit of work, in order; a long one is answered in parts. */
export interface Answer {
  told: Told[]
  isLast: boolean
}

/** What was detected is told after so much work, although more is to be done. */
export const TELL_AFTER_MS = 2

/** Sound that waited for longer is not processed any more: it would be late for everybody. */
export const MAX_WAIT_MS = 2_000

/** The same in all threads, and never set back. */
export function threadTimeMs(): number {
  return performance.timeOrigin + performance.now()
}
