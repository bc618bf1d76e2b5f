import { expect, test } from 'vitest'
import { acceptedMutants } from './testing/mutations.ts'

test('a million mutations of genuine tokens are all invalid', { timeout: 120_000 }, () => {
  expect(acceptedMutants({ seed: 20_251_120, count: 1_000_000 })).toEqual([])
})
