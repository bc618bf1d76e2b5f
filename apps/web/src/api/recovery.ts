import { notifyManager, type Query, type QueryClient } from '@tanstack/react-query'
import { attemptWithBackOff, type Page } from './back-off.ts'
import { isPassing } from './retries.ts'

/**
 * Lets every page recover by itself: what is on the screen and could not be fetched is asked for again with back-off, and
 * at once when the network or the member comes back.
 */
export function recoverByItself(queries: QueryClient, page: Page = window): void {
  let stop: (() => void) | null = null
  queries.getQueryCache().subscribe(
    notifyManager.batchCalls(() => {
      const isNeeded = failedQueries(queries).length > 0
      if (isNeeded) stop ??= attemptWithBackOff(() => retryFailed(queries), page)
      else {
        stop?.()
        stop = null
      }
    }),
  )
}

/** Asks again, now, for everything on the screen that could not be fetched. */
export function retryFailed(queries: QueryClient): void {
  const failed = new Set(failedQueries(queries))
  void queries.refetchQueries({ predicate: (query) => failed.has(query) }, { cancelRefetch: false })
}

/** When the oldest of what is on the screen was fetched, if it could not be fetched anew: Unix milliseconds. */
export function staleSinceMs(queries: QueryClient): number | null {
  const ages = failedQueries(queries).flatMap(({ state }) => (state.data === undefined ? [] : [state.dataUpdatedAt]))
  return ages.length > 0 ? Math.min(...ages) : null
}

/** A query without data counts until it has some: it is `pending` again during each attempt. */
function failedQueries(queries: QueryClient): Query[] {
  return queries
    .getQueryCache()
    .findAll({ type: 'active' })
    .filter(({ state: { status, data, error, errorUpdateCount } }) => {
      if (status === 'error') return isPassing(error)
      return data === undefined && errorUpdateCount > 0
    })
}
