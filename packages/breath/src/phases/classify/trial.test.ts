import { expect, test } from 'vitest'
import { fail, isLost, newTrial, type Trial, weigh } from './trial.ts'

/** Bursts of a second, one every three seconds. */
function hear(trial: Trial, count: number, logOdds: number, fromMs = 0): boolean[] {
  return Array.from({ length: count }, (_, index) =>
    weigh(trial, fromMs + 3000 * index, fromMs + 3000 * index + 1000, logOdds),
  )
}

test('bursts that sound like breath are phases from the first on, and soon beyond doubt', () => {
  const trial = newTrial()
  expect(hear(trial, 4, 3)).toEqual([true, true, true, true])
  expect(trial).toMatchObject({ isBelieved: true, phases: 0 })
  expect(isLost(trial, 60_000)).toBe(false)
})

test('a few that sound less like it are taken back after nine seconds, not sooner', () => {
  const trial = newTrial()
  hear(trial, 2, -1)
  expect(trial.phases).toBe(2)
  expect(isLost(trial, 8000)).toBe(false)
  expect(isLost(trial, 9100)).toBe(true)
})

test('where a trial failed nothing is a phase before somebody is heard to breathe', () => {
  const trial = newTrial()
  hear(trial, 2, -1)
  fail(trial)
  const breath = hear(trial, 6, 2.5, 20_000)
  expect(breath.slice(0, 2)).toEqual([false, false])
  expect(breath.slice(3)).toEqual([true, true, true])
})

test('a single sound that nothing follows is taken back in the end', () => {
  const trial = newTrial()
  hear(trial, 1, 0.5)
  expect(isLost(trial, 9100)).toBe(false)
  expect(isLost(trial, 21_000)).toBe(true)
})

test('a sound that is more like breath than not is taken back within twenty seconds, too, if nothing follows it', () => {
  const trial = newTrial()
  hear(trial, 1, 1.2)
  expect(isLost(trial, 15_000)).toBe(false)
  expect(isLost(trial, 20_000)).toBe(true)
})

test('a hold of twenty seconds takes nothing back where somebody was heard to breathe', () => {
  const trial = newTrial()
  hear(trial, 4, 3)
  expect(isLost(trial, 30_000)).toBe(false)
  expect(hear(trial, 1, -1, 30_000)).toEqual([true])
  expect(trial).toMatchObject({ isBelieved: true, phases: 0 })
})

test('doubt among breaths takes nothing back at once, and what goes on unlike breath ends the belief', () => {
  const trial = newTrial()
  hear(trial, 8, 3)
  hear(trial, 2, -2, 30_000)
  expect(trial.isBelieved).toBe(true)
  hear(trial, 6, -2, 40_000)
  expect(trial.isBelieved).toBe(false)
})

test('what surely is no breath is no phase, even where somebody breathes', () => {
  const trial = newTrial()
  hear(trial, 4, 3)
  expect(hear(trial, 1, -4, 15_000)).toEqual([false])
  expect(hear(trial, 1, 3, 18_000)).toEqual([true])
})
