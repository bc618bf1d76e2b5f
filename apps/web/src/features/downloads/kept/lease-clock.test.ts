import { expect, test } from 'vitest'
import { leaseClock } from './lease-clock.ts'

function start() {
  const machine = { clockMs: 1_000_000, monotonicMs: 50 }
  const clock = leaseClock({
    lastSeenMs: 900_000,
    clockMs: () => machine.clockMs,
    monotonicMs: () => machine.monotonicMs,
  })
  return { machine, clock }
}

test('it is the clock of the device, as long as that goes on', () => {
  const { machine, clock } = start()
  expect(clock.nowMs()).toBe(1_000_000)
  machine.clockMs += 5_000
  expect(clock.nowMs()).toBe(1_005_000)
})

test('a clock that is set back, before the page or while it is open, gives no time back; what is heard goes on taking it', () => {
  const { machine, clock } = start()
  clock.nowMs()
  machine.clockMs = 0
  machine.monotonicMs += 30_000
  expect(clock.nowMs()).toBe(1_030_000)
  const later = leaseClock({ lastSeenMs: 1_030_000, clockMs: () => 0, monotonicMs: () => 0 })
  expect(later.nowMs()).toBe(1_030_000)
})
