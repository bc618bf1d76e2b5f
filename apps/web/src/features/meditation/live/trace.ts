/** The last minute of the microphone’s level, for drawing. */
export interface Trace {
  push(clockMs: number, excessDb: number): void
  /** Seconds before now (0 or less) and decibels over the room, the oldest first; null after a hole. */
  read(nowMs: number): [seconds: number[], excess: (number | null)[]]
}

export const TRACE_SECONDS = 60
const POINTS_PER_SECOND = 10
const POINTS = TRACE_SECONDS * POINTS_PER_SECOND
/** A longer time between two points is a hole. */
const HOLE_MS = 350

const AUDIBLE_SECONDS = 6
const AUDIBLE_DB = 6
const AUDIBLE_POINTS = 8

/** Whether the last seconds of a trace show a sound over the room to everybody who looks at it. */
export function isAudible(trace: Trace, nowMs: number): boolean {
  const [seconds, excess] = trace.read(nowMs)
  const isLoud = (db: number | null, at: number) => (db ?? 0) >= AUDIBLE_DB && (seconds[at] ?? 0) > -AUDIBLE_SECONDS
  return excess.filter(isLoud).length >= AUDIBLE_POINTS
}

export function createTrace(): Trace {
  const times = new Float64Array(POINTS).fill(Number.NaN)
  const levels = new Float64Array(POINTS)
  let at = 0
  return {
    push: (clockMs, excessDb) => {
      times[at] = clockMs
      levels[at] = excessDb
      at = (at + 1) % POINTS
    },
    read: (nowMs) => {
      const seconds: number[] = []
      const excess: (number | null)[] = []
      let beforeMs = Number.NaN
      for (let step = 0; step < POINTS; step += 1) {
        const index = (at + step) % POINTS
        const timeMs = times[index] ?? Number.NaN
        const second = (timeMs - nowMs) / 1000
        // A new stream may count its time anew: what is later than now belongs to the one before.
        if (!(second >= -TRACE_SECONDS && second <= 0)) continue
        seconds.push(second)
        excess.push(timeMs - beforeMs > HOLE_MS ? null : Math.max(levels[index] ?? 0, 0))
        beforeMs = timeMs
      }
      return [seconds, excess]
    },
  }
}
