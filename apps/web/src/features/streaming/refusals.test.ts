import type { LoadPolicy } from 'hls.js'
import { beforeEach, expect, test } from 'vitest'
import { countRefusals, type Refusals } from './refusals.ts'

const ORIGINAL = {
  default: {
    maxTimeToFirstByteMs: 10_000,
    maxLoadTimeMs: 20_000,
    timeoutRetry: null,
    errorRetry: { maxNumRetry: 6, retryDelayMs: 1_000, maxRetryDelayMs: 8_000 },
  },
} satisfies LoadPolicy

let refusals: Refusals
let freshTokens: number

beforeEach(() => {
  freshTokens = 0
  refusals = countRefusals(() => {
    freshTokens += 1
  })
})

/** Whether a request is sent once more after an answer of this status. */
function isRetried(status: number | undefined, wouldRetry = false): boolean | undefined {
  const { errorRetry } = refusals.policy(ORIGINAL).default
  const response = status === undefined ? undefined : { url: '', code: status }
  return errorRetry?.shouldRetry?.(errorRetry, 0, false, response, wouldRetry)
}

test.each([403, 410])('a token that the edge refuses with %i is worth another, twice; then it is final', (status) => {
  expect([isRetried(status), refusals.areFinal(status)]).toEqual([true, false])
  expect([isRetried(status), refusals.areFinal(status)]).toEqual([true, false])
  expect([isRetried(status), refusals.areFinal(status)]).toEqual([false, true])
  expect(freshTokens).toBe(3)
})

test('what arrives in between shows that the token is good', () => {
  for (let round = 0; round < 5; round += 1) {
    expect([isRetried(403), isRetried(403)]).toEqual([true, true])
    refusals.arrived()
  }
})

test.each([
  [500, true],
  [404, false],
  [undefined, true],
])('an answer of %s is left to the player, and asks for no token', (status, wouldRetry) => {
  expect(isRetried(status, wouldRetry)).toBe(wouldRetry)
  expect([freshTokens, refusals.areFinal(status)]).toEqual([0, false])
})
