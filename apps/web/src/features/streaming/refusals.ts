import type { LoadPolicy } from 'hls.js'

/** So many refusals in a row mean that fresh tokens do not help; requests that run side by side are refused together. */
const MAX_REFUSALS = 3

/** Counts how often in a row the edge did not take the token of one playback. */
export interface Refusals {
  /** hls.js gives up at any 4xx; with this policy a refused token is worth another. */
  policy(original: LoadPolicy): LoadPolicy
  /** Something arrived: the token is good. */
  arrived(): void
  /** Whether an answer of this status means that no token will help. */
  areFinal(status: number | undefined): boolean
}

/** `refuse`: makes the next request wait for a fresh token. */
export function countRefusals(refuse: () => void): Refusals {
  let refusals = 0

  function isWorthAnotherToken(): boolean {
    refusals += 1
    refuse()
    return refusals < MAX_REFUSALS
  }

  return {
    policy: (original) => {
      const { errorRetry } = original.default
      if (!errorRetry) return original
      const shouldRetry: typeof errorRetry.shouldRetry = (_config, _retries, _isTimeout, response, wouldRetry) =>
        isRefusal(response?.code) ? isWorthAnotherToken() : wouldRetry
      return { default: { ...original.default, errorRetry: { ...errorRetry, shouldRetry } } }
    },
    arrived: () => {
      refusals = 0
    },
    areFinal: (status) => isRefusal(status) && refusals >= MAX_REFUSALS,
  }
}

function isRefusal(status: number | undefined): boolean {
  return status === 403 || status === 410
}
