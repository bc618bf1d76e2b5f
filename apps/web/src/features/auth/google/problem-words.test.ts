import { SIGN_IN_PROBLEMS } from '@better-and-bliss/membership'
import { expect, test } from 'vitest'
import { problemWords } from './problem-words.ts'

test('each problem that the API leads back with has words of its own, which say what to do', () => {
  const words = SIGN_IN_PROBLEMS.map(problemWords)
  expect(new Set(words).size).toBe(SIGN_IN_PROBLEMS.length)
  for (const sentence of words) expect(sentence).toMatch(/[A-Z].+\. [A-Z].+\./)
})

test('nothing else that an address may hold is shown', () => {
  for (const other of [undefined, '', 'toString', '<b>Call 555-1234</b>']) expect(problemWords(other)).toBeNull()
})
