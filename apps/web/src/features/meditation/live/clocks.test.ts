import { describe, expect, test } from 'vitest'
import { clockWords } from '../words.ts'
import { calibrationAt } from './calibration.ts'
import { createStopwatch } from './stopwatch.ts'
import { createTrace } from './trace.ts'

describe('a stopwatch', () => {
  test('does not count what was paused, and tells how much that was', () => {
    let nowMs = 1000
    const watch = createStopwatch(() => nowMs)
    nowMs += 10_000
    watch.pause()
    nowMs += 4_000
    expect([watch.isPaused, watch.elapsedMs(), watch.pausedSeconds()]).toEqual([true, 10_000, 4])
    watch.resume()
    nowMs += 5_000
    watch.pause()
    watch.pause()
    nowMs += 1_000
    expect([watch.elapsedMs(), watch.pausedSeconds()]).toEqual([15_000, 5])
  })

  test('is read as a clock', () => {
    expect([0, 65_000, 3_725_000].map(clockWords)).toEqual(['0:00', '1:05', '1:02:05'])
  })
})

describe('calibration', () => {
  const plan = {
    room: { start_ms: 0, end_ms: 3000 },
    exhale: { start_ms: 3000, end_ms: 5500 },
    inhale: { start_ms: 5500, end_ms: 8000 },
  }

  test('asks for stillness, an exhale and an inhale, and is over', () => {
    expect([0, 2999, 3000, 5500, 7999].map((ms) => calibrationAt(plan, ms)?.prompt)).toEqual([
      'room',
      'room',
      'exhale',
      'inhale',
      'inhale',
    ])
    expect(calibrationAt(plan, 8000)).toBeNull()
  })

  test('fills its ring from nothing to all', () => {
    expect(calibrationAt(plan, -200)?.share).toBe(0)
    expect(calibrationAt(plan, 4000)?.share).toBe(0.5)
  })
})

describe('the trace', () => {
  test('shows the last minute, the oldest first, and nothing below the room', () => {
    const trace = createTrace()
    for (let ms = 0; ms <= 90_000; ms += 100) trace.push(ms, ms === 90_000 ? -3 : 5)
    const [seconds, excess] = trace.read(90_000)
    expect(seconds[0]).toBeCloseTo(-59.9)
    expect(seconds.at(-1)).toBe(0)
    expect([excess.at(-2), excess.at(-1)]).toEqual([5, 0])
  })

  test('draws no line across a gap in the sound', () => {
    const trace = createTrace()
    for (const ms of [0, 100, 5000, 5100]) trace.push(ms, 5)
    expect(trace.read(5100)).toEqual([
      [-5.1, -5, -0.1, 0],
      [5, 5, null, 5],
    ])
  })
})
