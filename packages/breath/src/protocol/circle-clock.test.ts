import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCircleClock } from './circle-clock.ts'

/** A device whose clock is behind the server's by so much, and a line with delays there and back. */
function device(behindMs: number) {
  let ownMs = 1_000
  let aheadMs = behindMs
  const clock = createCircleClock(() => ownMs)
  return {
    clock,
    serverMs: () => ownMs + aheadMs,
    passMs: (ms: number) => {
      ownMs += ms
    },
    /** The clock of the device stands still meanwhile. */
    sleepMs: (ms: number) => {
      aheadMs += ms
    },
    ask: (thereMs: number, backMs: number) => {
      const client_ms = ownMs
      ownMs += thereMs
      const server_ms = ownMs + aheadMs
      ownMs += backMs
      clock.answered({ client_ms, server_ms })
    },
  }
}

describe('the clock of a circle', () => {
  test('knows nothing before the first answer', () => {
    const { clock } = device(5)
    expect([clock.nowMs(), clock.errorMs()]).toEqual([null, null])
  })

  test('believes the first answer after a device has slept, however much slower it came', () => {
    const { clock, ask, sleepMs, serverMs } = device(5)
    ask(10, 10)
    sleepMs(60_000)
    ask(200, 220)
    expect(Math.abs((clock.nowMs() ?? 0) - serverMs())).toBe(10)
  })

  test('goes by the answer with the least delay, and says by how much it may be wrong', () => {
    const { clock, ask, serverMs } = device(1_700_000_000_000)
    ask(400, 20)
    expect(clock.errorMs()).toBe(210)
    ask(12, 8)
    ask(10, 300)
    expect(clock.errorMs()).toBe(10)
    expect(Math.abs((clock.nowMs() ?? 0) - serverMs())).toBe(2)
  })

  test('is never more wrong than half of the least delay, whatever the line does', () => {
    const delay = fc.integer({ min: 0, max: 800 })
    const asked = fc.array(fc.tuple(delay, delay), { minLength: 1, maxLength: 16 })
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), asked, (behindMs, delays) => {
        const { clock, ask, serverMs } = device(behindMs)
        for (const [there, back] of delays) ask(there, back)
        const least = Math.min(...delays.map(([there, back]) => there + back))
        expect(clock.errorMs()).toBe(least / 2)
        expect(Math.abs((clock.nowMs() ?? 0) - serverMs())).toBeLessThanOrEqual(least / 2)
      }),
    )
  })

  test('forgets an answer after two minutes, in which clocks drift, once there is another', () => {
    const { clock, ask, passMs } = device(7)
    ask(1, 1)
    passMs(120_000)
    expect(clock.errorMs()).toBe(1)
    ask(30, 30)
    expect(clock.errorMs()).toBe(30)
  })

  test('takes no answer to a question that was asked later', () => {
    const { clock } = device(7)
    clock.answered({ client_ms: 2_000, server_ms: 1 })
    expect(clock.nowMs()).toBeNull()
  })
})
