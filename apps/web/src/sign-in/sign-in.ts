import { client, getMe, logout, refresh, type SignedIn, type User } from '@better-and-bliss/sdk'
import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { ApiError, answerOf, unreachable } from '../api/answer.ts'
import { clearSessionStorage, type KeyValueStore } from '../api/local-storage.ts'
import { t } from '../language/common.ts'
import { LANGUAGE } from '../language/page-language.ts'
import { HINT_KEY, type SignInHint, signInHint } from './hint.ts'
import { type RefreshOutcome, refreshingFetch } from './refreshing-fetch.ts'

/** How a sign-in ended without this page's asking. */
export interface SignInEnd {
  message: string
  /** In another tab, by the member's own doing. */
  elsewhere: boolean
}

/** Who is signed in, for the whole page. */
export interface SignIn {
  /** The member; null when nobody is signed in. Costs no request for visitors who never were. */
  me: ReturnType<typeof meQuery>
  /** Id of whoever was signed in when the API was last asked, for as long as it is out of reach; null for nobody. */
  lastMemberId(): string | null
  /** Takes over from an answer that signed somebody in. */
  begin(answer: SignedIn): void
  /** Takes over from cookies that came without an answer. @returns the member; null where there are none. */
  adopt(): Promise<User | null>
  signOut(): Promise<void>
  /** Takes over from an answer that ended the sign-in of this page. */
  end(): void
  /** Replaces what is known of the member, after they changed it. */
  update(user: Partial<User>): void
}

interface Parts {
  apiUrl: string
  storage: KeyValueStore
  queries: QueryClient
  onEnd: (end: SignInEnd) => void
}

/** Points the sdk at the API and keeps its requests signed in. */
export function openSignIn({ apiUrl, storage, queries, onEnd }: Parts): SignIn {
  const hint = signInHint(storage)
  const me = meQuery(hint)

  function become(user: User | null): void {
    queries.setQueryData(me.queryKey, user)
    void queries.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== me.queryKey[0] })
  }

  function endUnasked(how: SignInEnd): void {
    become(null)
    onEnd(how)
  }

  client.setConfig({
    baseUrl: apiUrl,
    credentials: 'include',
    // What is mailed speaks as the page does, whatever the browser prefers.
    headers: { 'Accept-Language': LANGUAGE },
    fetch: refreshingFetch({
      fetch: (request) => fetch(request),
      hint,
      refresh: askForFreshCookies,
      onEnded: (message) => endUnasked({ message, elsewhere: false }),
      nowMs: Date.now,
    }),
  })
  window.addEventListener('storage', ({ key, oldValue, newValue }) => {
    if (key !== HINT_KEY || (oldValue === null) === (newValue === null)) return
    if (newValue === null) endUnasked({ message: t('signedOutElsewhere'), elsewhere: true })
    else void queries.resetQueries()
  })

  function begin({ user, expires_in }: Pick<SignedIn, 'user' | 'expires_in'>): void {
    hint.keep(Date.now() + expires_in * 1000)
    hint.keepMember(user.id)
    become(user)
  }

  function end(): void {
    hint.clear()
    clearSessionStorage()
    become(null)
  }

  return {
    me,
    lastMemberId: hint.memberId,
    begin,
    end,
    adopt: async () => {
      const user = await unlessNobody(answerOf(getMe()))
      if (user) begin({ user, expires_in: LEAST_EXPIRES_IN })
      return user
    },
    signOut: async () => {
      await answerOf(logout())
      end()
    },
    update: (user) => queries.setQueryData(me.queryKey, (known) => known && { ...known, ...user }),
  }
}

/** Cookies do not say how long they are good for; no access token lives shorter. */
const LEAST_EXPIRES_IN = 60

const ME_STALE_MS = 60_000

function meQuery(hint: SignInHint) {
  const isOpen = () => hint.accessExpiresAtMs() !== null
  return queryOptions({
    queryKey: ['me'],
    queryFn: async ({ signal }): Promise<User | null> => (isOpen() ? askWhoIAm(signal, hint) : null),
    initialData: () => (isOpen() ? undefined : null),
    staleTime: ME_STALE_MS,
    refetchOnWindowFocus: true,
  })
}

/** A 401 that leaves the sign-in open comes of a refresh that failed, which says nothing about who is signed in. */
async function askWhoIAm(signal: AbortSignal, hint: SignInHint): Promise<User | null> {
  try {
    const user = await answerOf(getMe({ signal }))
    hint.keepMember(user.id)
    return user
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error
    if (hint.accessExpiresAtMs() === null) return null
    throw unreachable()
  }
}

async function unlessNobody(asked: Promise<User>): Promise<User | null> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null
    throw error
  }
}

async function askForFreshCookies(): Promise<RefreshOutcome> {
  try {
    const { expires_in } = await answerOf(refresh({ fetch: globalThis.fetch }))
    return { kind: 'refreshed', expiresInSeconds: expires_in }
  } catch (error) {
    if (!(error instanceof ApiError) || (error.status !== 401 && error.status !== 403)) return { kind: 'failed' }
    const message = error.code === 'account_suspended' ? error.message : t('sessionEnded')
    return { kind: 'ended', message }
  }
}
