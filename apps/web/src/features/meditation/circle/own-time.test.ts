import { expect, test } from 'vitest'
import { createOwnStopwatch } from './own-time.ts'

const STARTED = { started_at: '2026-01-01T07:00:00.000Z' }
const STARTED_MS = Date.parse(STARTED.started_at)

/** A watch that is looked at every second for as long as `awake` says. */
function watched(...stretches: readonly { awakeSeconds?: number; asleepSeconds?: number }[]) {
  let seconds = 0
  const watch = createOwnStopwatch(() => STARTED_MS + seconds * 1000)
  watch.look()
  for (const { awakeSeconds = 0, asleepSeconds = 0 } of stretches) {
    for (let count = 0; count < awakeSeconds; count += 1) {
      seconds += 1
      watch.look()
    }
    seconds += asleepSeconds
  }
  return watch.time(STARTED)
}

test('counts from the start of the session, seconds that a busy device was late included', () => {
  expect(watched({ awakeSeconds: 100, asleepSeconds: 60 }, { awakeSeconds: 40 })).toEqual({
    elapsed_seconds: 200,
    paused_seconds: 0,
  })
})

test('takes for a pause what the device slept through, also where it wakes after the end', () => {
  expect(watched({ awakeSeconds: 100, asleepSeconds: 300 }, { awakeSeconds: 40 })).toEqual({
    elapsed_seconds: 440,
    paused_seconds: 301,
  })
  expect(watched({ awakeSeconds: 100, asleepSeconds: 300 })).toEqual({ elapsed_seconds: 400, paused_seconds: 300 })
})

test('is nothing before the first inhale, and unknown without the time', () => {
  expect(createOwnStopwatch(() => STARTED_MS - 3_000).time(STARTED)).toEqual({ elapsed_seconds: 0, paused_seconds: 0 })
  expect(createOwnStopwatch(() => null).time(STARTED)).toBeNull()
})
