import { expect } from 'vitest'
import { type Check, examine, type Outcome } from '../check.ts'

/** What one check finds. */
export async function outcomesOf(check: Check): Promise<Outcome[]> {
  const [examined] = await examine([check])
  return examined?.outcomes ?? []
}

/** Asserts that a check finds something wrong, or to think about, that says this. */
export async function expectFinding(check: Check, kind: 'wrong' | 'advice', words: RegExp): Promise<void> {
  const outcomes = await outcomesOf(check)
  const found = outcomes.find((outcome) => outcome.kind === kind && words.test(outcome.says))
  expect(found, JSON.stringify(outcomes)).toMatchObject({ remedy: expect.stringMatching(/\S/) })
}

/** Asserts that a check finds nothing, and says this. */
export async function expectFit(check: Check, words: RegExp): Promise<void> {
  const outcomes = await outcomesOf(check)
  expect(outcomes.filter(({ kind }) => kind !== 'fits')).toEqual([])
  expect(outcomes.map(({ says }) => says).join('\n')).toMatch(words)
}
