import { revocationFeedKey } from '@better-and-bliss/stream-token'
import { afterAll, describe, expect, test } from 'vitest'
import { publish } from '../../testing/catalogue-rows.ts'
import { setStanding, signUp } from '../../testing/members.ts'
import { secondServer, TEST_KEYS, testServer } from '../../testing/test-server.ts'
import { until } from '../../testing/until.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const item = await publish(server, { title: 'Ocean' })
const key = revocationFeedKey(TEST_KEYS.STREAMING_SECRET_KEY)
const URL = '/api/streaming/revocations'

async function play(cookies: string): Promise<string> {
  const response = await server.request('GET', `/api/streaming/content/${item}/stream`, { cookies })
  return response.json().stream_session.id
}

async function wholeFeed(): Promise<{ sessions: string[]; members: string[] }> {
  return (await server.request('GET', URL, { headers: { authorization: `Bearer ${key}` } })).json()
}

const feed = async () => (await wholeFeed()).sessions

const told = (id: string) => until(async () => (await feed()).includes(id))

describe('GET /api/streaming/revocations', () => {
  test('200: names nobody who plays in good standing', async () => {
    const id = await play(await signUp(server, 'playing@example.com'))
    expect(await feed()).not.toContain(id)
  })

  test('200: names the streams of a sign-in that ended', async () => {
    const cookies = await signUp(server, 'leaving@example.com')
    const id = await play(cookies)
    expect(await feed()).not.toContain(id)
    const uid = (await server.request('GET', '/auth/me', { cookies })).json().id
    expect((await wholeFeed()).members).not.toContain(uid)
    await server.request('POST', '/auth/logout', { cookies })
    await told(id)
    expect((await wholeFeed()).members).toContain(uid)
  })

  test.each(['suspended', 'deleted'] as const)('200: names the streams of a %s member', async (status) => {
    const id = await play(await signUp(server, `${status}@example.com`))
    expect(await feed()).not.toContain(id)
    await setStanding(server.db, `${status}@example.com`, { status })
    await told(id)
  })

  test('200: names them no longer once the member is active again', async () => {
    const email = 'back@example.com'
    const id = await play(await signUp(server, email))
    await setStanding(server.db, email, { status: 'suspended' })
    await told(id)
    await setStanding(server.db, email, { status: 'active' })
    await until(async () => !(await feed()).includes(id))
  })

  test('200: names a session that was ended within a second, and until its tokens expire', async () => {
    const id = await play(await signUp(server, 'ended@example.com'))
    await feed()
    await server.db.query('', 'update stream_sessions set ended_at = now() where id = $1', [id])
    server.clock.advance(1_001)
    expect(await feed()).toContain(id)
    server.clock.advance(7_200_000)
    expect(await feed()).not.toContain(id)
  })

  test('200: is read once a second, however often the edges ask', async () => {
    await feed()
    const id = await play(await signUp(server, 'unheard@example.com'))
    await server.db.query('', 'update stream_sessions set ended_at = now() where id = $1', [id])
    expect(await feed()).not.toContain(id)
    server.clock.advance(1_001)
    expect(await feed()).toContain(id)
  })

  test('200: during a rotation an edge with the previous key is heard too', async () => {
    await using rotated = await secondServer(server, {
      STREAMING_SECRET_KEY: 'n'.repeat(40),
      STREAMING_SECRET_KEY_PREVIOUS: TEST_KEYS.STREAMING_SECRET_KEY,
    })
    for (const secret of ['n'.repeat(40), TEST_KEYS.STREAMING_SECRET_KEY]) {
      const authorization = `Bearer ${revocationFeedKey(secret)}`
      expect((await rotated.request('GET', URL, { headers: { authorization } })).statusCode).toBe(200)
    }
  })

  test.each([
    ['no key', undefined],
    ['an empty key', 'Bearer '],
    ['a wrong key of the right length', `Bearer ${'0'.repeat(key.length)}`],
    ['the secret itself', `Bearer ${TEST_KEYS.STREAMING_SECRET_KEY}`],
    ['the key without its scheme', key],
    ['the key in capitals', `Bearer ${key.toUpperCase()}`],
    ['the beginning of the key', `Bearer ${key.slice(0, -1)}`],
  ])('401: %s', async (_, authorization) => {
    const response = await server.request('GET', URL, authorization ? { headers: { authorization } } : {})
    expect(response.statusCode).toBe(401)
    expect(response.json().detail).toBe('Not authenticated')
  })

  test("401: a member's session is no key", async () => {
    const cookies = await signUp(server, 'curious@example.com')
    expect((await server.request('GET', URL, { cookies })).statusCode).toBe(401)
  })
})
