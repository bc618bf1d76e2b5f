/** How long a session lasts, and how much of it was pause. */
export interface Stopwatch {
  readonly isPaused: boolean
  /** Without the pauses. */
  elapsedMs(): number
  pausedSeconds(): number
  pause(): void
  resume(): void
}

export function createStopwatch(nowMs: () => number): Stopwatch {
  const startedMs = nowMs()
  let pausedMs = 0
  let pausedSinceMs: number | null = null
  const allPausedMs = () => pausedMs + (pausedSinceMs === null ? 0 : nowMs() - pausedSinceMs)
  return {
    get isPaused() {
      return pausedSinceMs !== null
    },
    elapsedMs: () => nowMs() - startedMs - allPausedMs(),
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
