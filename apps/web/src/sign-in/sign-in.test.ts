import type { User } from '@better-and-bliss/sdk'
import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { KeyValueStore } from '../api/local-storage.ts'
import { HINT_KEY } from './hint.ts'
import { openSignIn, type SignIn, type SignInEnd } from './sign-in.ts'
import { hasNewPlan } from './use-sign-in.ts'

const API = 'http://api.test'
const ada = { id: 'a1', email: 'ada@example.com', name: 'Ada' } as Partial<User> as User
const signedIn = { user: ada, expires_in: 900 } as Parameters<SignIn['begin']>[0]

let page: EventTarget
let storage: KeyValueStore
let queries: QueryClient
let signIn: SignIn
let ends: SignInEnd[]
let asked: string[]
/** What the API answers, by path; without one it is out of reach. */
let answers: Record<string, { status: number; body: object } | undefined>

beforeEach(() => {
  page = new EventTarget()
  vi.stubGlobal('window', page)
  const kept = new Map<string, string>()
  storage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  }
  asked = []
  answers = {}
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname } = new URL(request.url)
    asked.push(pathname)
    const answer = answers[pathname]
    if (!answer) throw new TypeError('Failed to fetch')
    return Response.json(answer.body, { status: answer.status })
  })
  ends = []
  queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  signIn = openSignIn({ apiUrl: API, storage, queries, onEnd: (end) => ends.push(end) })
})
afterEach(() => {
  queries.clear()
  vi.unstubAllGlobals()
})

const known = () => queries.getQueryData(signIn.me.queryKey)
const ask = () => queries.fetchQuery({ ...signIn.me, staleTime: 0 })
function inAnotherTab(oldValue: string | null, newValue: string | null, key = HINT_KEY): void {
  page.dispatchEvent(Object.assign(new Event('storage'), { key, oldValue, newValue }))
}

test('a visitor who never signed in is nobody, without a request', async () => {
  expect(await ask()).toBeNull()
  expect(asked).toEqual([])
})

test('who signs in is known at once, and what was fetched as nobody is forgotten', () => {
  queries.setQueryData(['content'], 'for visitors')
  signIn.begin(signedIn)
  expect([known(), queries.getQueryData(['content']), asked]).toEqual([ada, undefined, []])
})

test('while the API is out of reach, whoever was signed in last is known by their id; after the end of that, nobody', async () => {
  answers['/auth/me'] = { status: 200, body: ada }
  signIn.begin(signedIn)
  delete answers['/auth/me']
  await expect(ask()).rejects.toThrow('We cannot reach the studio.')
  expect(signIn.lastMemberId()).toBe('a1')
  signIn.end()
  expect(signIn.lastMemberId()).toBeNull()
})

test('who was signed in by cookies alone is asked for, and known from then on', async () => {
  answers['/auth/me'] = { status: 200, body: ada }
  expect(await signIn.adopt()).toEqual(ada)
  expect([known(), asked]).toEqual([ada, ['/auth/me']])
  expect(Number(storage.getItem(HINT_KEY))).toBeLessThanOrEqual(Date.now() + 60_000)
})

test('cookies that a browser did not keep sign nobody in', async () => {
  answers['/auth/me'] = { status: 401, body: { detail: 'Not authenticated', code: 'unauthenticated', status: 401 } }
  expect([await signIn.adopt(), known(), storage.getItem(HINT_KEY)]).toEqual([null, undefined, null])
})

test('who signs out is nobody, and nothing of theirs is left', async () => {
  signIn.begin(signedIn)
  queries.setQueryData(['profile'], 'of Ada')
  answers['/auth/logout'] = { status: 200, body: { message: 'Signed out' } }
  await signIn.signOut()
  expect([known(), queries.getQueryData(['profile']), storage.getItem(HINT_KEY)]).toEqual([null, undefined, null])
})

test('who cannot reach the API to sign out is told so, and is still signed in', async () => {
  signIn.begin(signedIn)
  await expect(signIn.signOut()).rejects.toThrow()
  expect(known()).toEqual(ada)
  expect(storage.getItem(HINT_KEY)).not.toBeNull()
})

test('a sign-out in another tab is one here, and told once', () => {
  signIn.begin(signedIn)
  inAnotherTab('900000', null)
  expect([known(), ends.map(({ elsewhere }) => elsewhere)]).toEqual([null, [true]])
})

test('fresh cookies in another tab, and what is stored beside them, change nothing here', () => {
  signIn.begin(signedIn)
  inAnotherTab('900000', '1800000')
  inAnotherTab('x', null, 'bliss.positions.a1')
  expect([known(), ends]).toEqual([ada, []])
})

test('a sign-in that the API has ended makes the member nobody, and says so once', async () => {
  signIn.begin(signedIn)
  const refusal = { status: 401, body: { detail: 'The session has ended', code: 'session_ended', status: 401 } }
  answers = { '/auth/me': refusal, '/auth/refresh': refusal }
  expect(await ask()).toBeNull()
  expect(ends).toEqual([{ message: expect.stringContaining('Sign in'), elsewhere: false }])
})

test('an API out of reach ends nobody’s sign-in', async () => {
  signIn.begin(signedIn)
  await expect(ask()).rejects.toMatchObject({ status: 0, code: 'unreachable' })
  answers['/auth/me'] = { status: 401, body: { detail: 'Sign in', code: 'unauthenticated', status: 401 } }
  await expect(ask()).rejects.toMatchObject({ code: 'unreachable' })
  expect([ends, storage.getItem(HINT_KEY) === null]).toEqual([[], false])
})

test('what a member changed of themselves is known without asking', () => {
  signIn.begin(signedIn)
  signIn.update({ name: 'Ada Lovelace' })
  expect(known()).toEqual({ ...ada, name: 'Ada Lovelace' })
})

test('a suspended member is told so in the words of the API', async () => {
  signIn.begin(signedIn)
  answers = {
    '/auth/me': { status: 401, body: { detail: 'Not authenticated', code: 'unauthenticated', status: 401 } },
    '/auth/refresh': {
      status: 403,
      body: { detail: 'This account is suspended', code: 'account_suspended', status: 403 },
    },
  }
  await ask()
  expect(ends).toEqual([{ message: 'This account is suspended', elsewhere: false }])
})

test('a sign-in in another tab asks here who it is', async () => {
  inAnotherTab(null, '900000')
  storage.setItem(HINT_KEY, String(Date.now() + 900_000))
  answers['/auth/me'] = { status: 200, body: ada }
  expect([await ask(), ends]).toEqual([ada, []])
})

test.each([
  ['another tier', { subscription_tier: 'premium' }, true],
  ['another role', { role: 'admin' }, true],
  ['another name', { name: 'Ada Lovelace' }, false],
  ['another member', { id: 'b2', subscription_tier: 'premium' }, false],
] as [string, Partial<User>, boolean][])('%s may open other items than before', (_what, change, isNew) => {
  const before = { ...ada, subscription_tier: 'free', role: 'free_user' } as User
  expect(hasNewPlan(before, { ...before, ...change })).toBe(isNew)
  expect(hasNewPlan(undefined, before)).toBe(false)
})
