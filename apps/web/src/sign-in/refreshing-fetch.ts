import type { SignInHint } from './hint.ts'

/** What came of asking for fresh cookies. `failed` says nothing about the sign-in: the API was out of reach. */
export type RefreshOutcome =
  | { kind: 'refreshed'; expiresInSeconds: number }
  | { kind: 'ended'; message: string }
  | { kind: 'failed' }

interface Parts {
  fetch: (request: Request) => Promise<Response>
  hint: SignInHint
  refresh: () => Promise<RefreshOutcome>
  onEnded: (message: string) => void
  nowMs: () => number
}

/** Requests that travel for less than this with a token that expires under way are answered all the same. */
const MARGIN_MS = 5_000
/** These begin or end the sign-in themselves. */
const SIGN_IN_PATHS = /\/auth\/(login|login\/challenge|register|refresh|logout)$/

/**
 * A `fetch` that keeps members signed in: cookies that are known to be too old are refreshed before a request is sent,
 * those that the API no longer takes after a 401, which is then sent once more. Requests that need it at the same time
 * share one refresh. Visitors who never signed in cause none.
 */
export function refreshingFetch({ fetch, hint, refresh, onEnded, nowMs }: Parts): typeof globalThis.fetch {
  let refreshing: Promise<boolean> | null = null
  let refreshes = 0

  function refreshOnce(): Promise<boolean> {
    refreshing ??= attempt().finally(() => {
      refreshing = null
    })
    return refreshing
  }

  async function attempt(): Promise<boolean> {
    const outcome = await refresh()
    if (outcome.kind === 'refreshed') {
      hint.keep(nowMs() + outcome.expiresInSeconds * 1000)
      refreshes += 1
    } else if (outcome.kind === 'ended') {
      hint.clear()
      onEnded(outcome.message)
    }
    return outcome.kind === 'refreshed'
  }

  return async (input, init) => {
    const request = new Request(input, init)
    const expiresAtMs = hint.accessExpiresAtMs()
    if (expiresAtMs === null || SIGN_IN_PATHS.test(new URL(request.url).pathname)) return fetch(request)
    if (expiresAtMs - MARGIN_MS <= nowMs()) await refreshOnce()
    const refreshesBefore = refreshes
    const response = await fetch(request.clone())
    if (response.status !== 401 || hint.accessExpiresAtMs() === null) return response
    const refreshed = refreshes > refreshesBefore || (await refreshOnce())
    return refreshed ? fetch(request) : response
  }
}
