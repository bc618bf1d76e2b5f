import type { Elapsed } from '../running-record.ts'

/** How long a session lasts, and how much of it was pause. */
export interface Stopwatch {
  readonly isPaused: boolean
  /** Without the pauses. */
  elapsedMs(): number
  pausedMs(): number
  pausedSeconds(): number
  pause(): void
  resume(): void
}

/** `before`: of a session that goes on. */
export function createStopwatch(nowMs: () => number, before: Elapsed = { elapsedMs: 0, pausedMs: 0 }): Stopwatch {
  const startedMs = nowMs() - before.elapsedMs - before.pausedMs
  let pausedMs = before.pausedMs
  let pausedSinceMs: number | null = null
  const allPausedMs = () => pausedMs + (pausedSinceMs === null ? 0 : nowMs() - pausedSinceMs)
  return {
    get isPaused() {
      return pausedSinceMs !== null
    },
    elapsedMs: () => nowMs() - startedMs - allPausedMs(),
    pausedMs: allPausedMs,
    pausedSeconds: () => Math.round(allPausedMs() / 1000),
    pause: () => {
      pausedSinceMs ??= nowMs()
    },
    resume: () => {
      pausedMs = allPausedMs()
      pausedSinceMs = null
    },
  }
}
