import { describe, expect, test } from 'vitest'
import { messageBudget, soundBudget } from './budget.ts'

const frame = { gapSamples: 0, samples: 1_600 }
const gap = (seconds: number) => ({ gapSamples: seconds * 16_000, samples: 1_600 })

/** Sends frames of 100 ms, one every `everyMs`; what was refused is a gap before the next. @returns the verdicts. */
function send(count: number, everyMs: number, budget = soundBudget(0, 0), startMs = 0) {
  let gapSamples = 0
  return Array.from({ length: count }, (_, index) => {
    const verdict = budget.take({ ...frame, gapSamples }, startMs + index * everyMs)
    gapSamples = verdict === 'within' ? 0 : gapSamples + frame.samples
    return verdict
  })
}

describe('sound', () => {
  test('in real time, and a quarter faster, it comes in for ever', () => {
    expect(new Set(send(36_000, 100))).toEqual(new Set(['within']))
    expect(new Set(send(36_000, 80))).toEqual(new Set(['within']))
  })

  test('five seconds may come at once; what comes beyond is left out, and when it goes on listening ends', () => {
    const verdicts = send(101, 0)
    expect(verdicts.slice(0, 50)).toEqual(Array(50).fill('within'))
    expect(verdicts.slice(50)).toEqual(['first beyond', ...Array(49).fill('beyond'), 'persistent'])
  })

  test('twice as fast as time it ends, however small the steps', () => {
    expect(send(1_000, 50).at(-1)).toBe('persistent')
  })

  test('after it was too fast it may go on with time', () => {
    const budget = soundBudget(0, 0)
    send(60, 0, budget)
    expect(send(1, 0, budget, 10_000)).toEqual(['within'])
  })

  test('it goes on with time when the clock is set back by an hour', () => {
    const budget = soundBudget(3_600_000, 0)
    expect(new Set(send(100, 100, budget, 3_600_000))).toEqual(new Set(['within']))
    expect(new Set(send(1_000, 100, budget, 0))).toEqual(new Set(['within']))
  })

  test('what was owed may come at once, on top, and only once', () => {
    const budget = soundBudget(0, 60_000)
    expect(send(650, 0, budget)).toEqual(Array(650).fill('within'))
    expect(send(51, 0, budget, 3_600_000).at(-1)).toBe('first beyond')
  })

  test('a gap costs nothing as long as the clock does not run away from time', () => {
    const budget = soundBudget(0, 0)
    expect(budget.take(gap(600), 600_000)).toBe('within')
    expect(budget.take(gap(3_600), 600_100)).toBe('first beyond')
    expect(budget.take(frame, 600_200)).toBe('within')
  })
})

describe('messages', () => {
  test('50 a second come in for ever, more do not', () => {
    const [steady, fast] = [messageBudget(0), messageBudget(0)]
    const take = (budget: typeof steady, everyMs: number) =>
      Array.from({ length: 10_000 }, (_, index) => budget.take(index * everyMs))
    expect(take(steady, 20)).not.toContain(false)
    expect(take(fast, 15)).toContain(false)
  })

  test('many small frames that were owed may come at once', () => {
    const budget = messageBudget(0)
    budget.owe(60_000)
    const taken = Array.from({ length: 3_251 }, () => budget.take(0))
    expect(taken.filter(Boolean)).toHaveLength(3_250)
  })
})
