import { beforeEach, describe, expect, test } from 'vitest'
import { type SignInHint, signInHint } from './hint.ts'
import { type RefreshOutcome, refreshingFetch } from './refreshing-fetch.ts'

const API = 'http://api.test'
const MINUTE_MS = 60_000

let nowMs: number
let hint: SignInHint
let asked: string[]
let ended: string[]
let refreshes: number
/** Whether the API takes the cookies: requests are answered 401 while it is false. */
let isAlive: boolean
let outcome: RefreshOutcome

beforeEach(() => {
  nowMs = 1_000_000
  const kept = new Map<string, string>()
  hint = signInHint({
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  })
  asked = []
  ended = []
  refreshes = 0
  isAlive = true
  outcome = { kind: 'refreshed', expiresInSeconds: 900 }
})

function createFetch() {
  return refreshingFetch({
    fetch: async (request) => {
      const body = request.method === 'GET' ? '' : ` ${await request.text()}`
      asked.push(`${request.method} ${new URL(request.url).pathname}${body}`)
      return new Response('{}', { status: isAlive ? 200 : 401 })
    },
    hint,
    refresh: async () => {
      refreshes += 1
      await Promise.resolve()
      if (outcome.kind === 'refreshed') isAlive = true
      return outcome
    },
    onEnded: (message) => ended.push(message),
    nowMs: () => nowMs,
  })
}

describe('a visitor who never signed in', () => {
  test('causes no refresh, not even when the API says 401', async () => {
    isAlive = false
    const response = await createFetch()(`${API}/auth/me`)
    expect(response.status).toBe(401)
    expect(refreshes).toBe(0)
    expect(ended).toEqual([])
  })
})

describe('a member', () => {
  beforeEach(() => hint.keep(nowMs + 15 * MINUTE_MS))

  test('whose cookies are good is not refreshed', async () => {
    await createFetch()(`${API}/content/browse`)
    expect(refreshes).toBe(0)
    expect(asked).toEqual(['GET /content/browse'])
  })

  test('is refreshed before a request that known-expired cookies would answer as nobody', async () => {
    nowMs += 15 * MINUTE_MS
    await createFetch()(`${API}/content/browse`)
    expect(refreshes).toBe(1)
    expect(asked).toEqual(['GET /content/browse'])
    expect(hint.accessExpiresAtMs()).toBe(nowMs + 900_000)
  })

  test('gets the answer of a second try after a 401, with the same body', async () => {
    isAlive = false
    const response = await createFetch()(`${API}/auth/profile`, { method: 'PUT', body: '{"display_name":"Fay"}' })
    expect(response.status).toBe(200)
    expect(asked).toEqual(['PUT /auth/profile {"display_name":"Fay"}', 'PUT /auth/profile {"display_name":"Fay"}'])
  })

  test('with many requests at once causes a single refresh', async () => {
    isAlive = false
    const fetch = createFetch()
    const paths = ['/auth/me', '/auth/profile', '/content/browse', '/api/streaming/content/x/stream']
    const responses = await Promise.all(paths.map((path) => fetch(API + path)))
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(refreshes).toBe(1)
  })

  test('whose sign-in is over is told once and becomes nobody', async () => {
    isAlive = false
    outcome = { kind: 'ended', message: 'Your session has ended.' }
    const fetch = createFetch()
    const responses = await Promise.all([fetch(`${API}/auth/me`), fetch(`${API}/auth/profile`)])
    expect(responses.map(({ status }) => status)).toEqual([401, 401])
    expect(ended).toEqual(['Your session has ended.'])
    expect(hint.accessExpiresAtMs()).toBeNull()
    await fetch(`${API}/auth/me`)
    expect(refreshes).toBe(1)
  })

  test('stays a member when the API cannot be reached for a refresh', async () => {
    isAlive = false
    outcome = { kind: 'failed' }
    const response = await createFetch()(`${API}/auth/me`)
    expect(response.status).toBe(401)
    expect(ended).toEqual([])
    expect(hint.accessExpiresAtMs()).not.toBeNull()
  })

  test('who mistypes the password of another account is not refreshed', async () => {
    isAlive = false
    const response = await createFetch()(`${API}/auth/login`, { method: 'POST', body: '{}' })
    expect(response.status).toBe(401)
    expect(refreshes).toBe(0)
  })
})

test('a hint that somebody scribbled over means nobody is signed in', () => {
  const scribbled = signInHint({ getItem: () => 'soon', setItem: () => {}, removeItem: () => {} })
  expect(scribbled.accessExpiresAtMs()).toBeNull()
})
