import { WaitPeriodNotYetEndedJwkError } from 'aws-jwt-verify/error'
import { SimpleJwksCache } from 'aws-jwt-verify/jwk'
import type { Clock } from '../../../ports/clock.ts'
import { unavailable } from './errors.ts'

/** After a token named a key that is none, the keys are not fetched again for so long. */
const UNKNOWN_KEY_MS = 30_000
/** Nor after they could not be fetched. */
const OUTAGE_MS = 2_000

/**
 * The pool's public keys: fetched when a token names one that is not known, by one request at a time, and kept, so that a
 * missing network stops nobody whose key was seen before.
 */
export function jwksCache({ clock, timeoutMs }: { clock: Clock; timeoutMs: number }): SimpleJwksCache {
  let waitUntilMs = 0
  let failedUntilMs = 0
  return new SimpleJwksCache({
    penaltyBox: {
      wait: async () => {
        if (clock.nowMs() < waitUntilMs) throw new WaitPeriodNotYetEndedJwkError('The key is not one of the pool')
      },
      registerFailedAttempt: () => {
        waitUntilMs = clock.nowMs() + UNKNOWN_KEY_MS
      },
      registerSuccessfulAttempt: () => {},
    },
    fetcher: {
      fetch: async (url) => {
        if (clock.nowMs() < failedUntilMs) throw unavailable('The keys could not be fetched just now')
        try {
          const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs), redirect: 'error' })
          if (!response.ok) throw new Error(`${url} answers ${response.status}`)
          return await response.arrayBuffer()
        } catch (error) {
          failedUntilMs = clock.nowMs() + OUTAGE_MS
          throw unavailable(error)
        }
      },
    },
  })
}
