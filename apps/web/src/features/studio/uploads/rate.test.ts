import { expect, test } from 'vitest'
import { rateMeter } from './rate.ts'

function metered() {
  let nowMs = 0
  const meter = rateMeter(() => nowMs)
  let sent = 0
  const go = (seconds: number, bytesPerSecond: number) => {
    for (let step = 0; step < seconds * 10; step += 1) {
      nowMs += 100
      sent += bytesPerSecond / 10
      meter.add(sent)
    }
  }
  const pass = (ms: number) => {
    nowMs += ms
  }
  meter.add(0)
  return { meter, go, pass }
}

test('a steady rate is told as it is, and not before it can be', () => {
  const { meter, go } = metered()
  expect(meter.bytesPerSecond()).toBeNull()
  go(0.5, 1e6)
  expect(meter.bytesPerSecond()).toBeNull()
  go(3, 1e6)
  expect(meter.bytesPerSecond()).toBeCloseTo(1e6, -1)
})

test('a line that becomes slower is followed within seconds, without a jump', () => {
  const { meter, go } = metered()
  go(30, 10e6)
  go(0.5, 1e6)
  expect(meter.bytesPerSecond()).toBeGreaterThan(8e6)
  go(20, 1e6)
  expect(meter.bytesPerSecond()).toBeLessThan(1.5e6)
})

test('a pause does not count', () => {
  const { meter, go, pass } = metered()
  go(10, 1e6)
  meter.rest()
  pass(60_000)
  go(1, 1e6)
  expect(meter.bytesPerSecond()).toBeCloseTo(1e6, -1)
})
