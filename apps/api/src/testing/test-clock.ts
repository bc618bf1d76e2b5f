import type { Clock } from '../ports/clock.ts'

export interface TestClock extends Clock {
  advance(milliseconds: number): void
}

/** A clock that stands still until it is moved. */
export function testClock(startMs: number = Date.UTC(2026, 0, 1)): TestClock {
  let nowMs = startMs
  return {
    nowMs: () => nowMs,
    advance(milliseconds) {
      nowMs += milliseconds
    },
  }
}
