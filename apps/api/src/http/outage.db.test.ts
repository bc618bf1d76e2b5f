import { revocationFeedKey } from '@better-and-bliss/stream-token/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { insertContent, publish } from '../testing/catalogue-rows.ts'
import { PASSWORD, signUp } from '../testing/members.ts'
import { breakableWay } from '../testing/outage.ts'
import { letStreamsLapse } from '../testing/streams.ts'
import { TEST_KEYS } from '../testing/test-keys.ts'
import { secondServer, testServer } from '../testing/test-server.ts'
import { until } from '../testing/until.ts'

const ground = await testServer()
const way = await breakableWay(ground.databaseUrl)
const server = await secondServer(ground, { DATABASE_URL: way.url })
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await way[Symbol.asyncDispose]()
  await ground[Symbol.asyncDispose]()
})

const email = 'ada@example.com'
const item = await publish(server, { title: 'Ocean' })
const cookies = await signUp(server, email)
const stream = `/api/streaming/content/${item}/stream`
const { hls_master } = (await server.request('GET', stream, { cookies })).json()
const token = new URL(hls_master).search.slice(1)

describe('while the database does not answer', () => {
  beforeAll(async () => {
    await way.cut()
    server.clock.advance(2_000)
  })
  afterAll(() => {
    for (const line of server.logged.splice(0)) {
      expect(line).toMatch(/The request failed|connection that reports changes|idle database connection was lost/)
    }
  })

  test.each([
    '/content/browse',
    '/content/search?q=ocean',
    `/content/detail/${item}`,
    '/content/categories',
    '/content/experts',
    '/health',
    '/',
  ])('200: %s goes on from memory', async (url) => {
    expect((await server.request('GET', url)).statusCode).toBe(200)
  })

  test('200: a member who was here a moment ago is still known', async () => {
    expect((await server.request('GET', '/auth/me', { cookies })).statusCode).toBe(200)
  })

  test('503: readiness says what is failing', async () => {
    const response = await server.request('GET', '/health/ready')
    expect(response.statusCode).toBe(503)
    expect(response.json()).toMatchObject({ status: 'degraded', dependencies: { database: { status: 'failing' } } })
  })

  const authorization = `Bearer ${revocationFeedKey(TEST_KEYS.STREAMING_SECRET_KEY)}`
  const body = { email, password: PASSWORD, full_name: 'Ada' }
  test.each<[string, Parameters<typeof server.request>]>([
    ['stream', ['GET', stream, { cookies }]],
    ['validate', ['GET', `/api/streaming/validate-stream-token?content_id=${item}&${token}`]],
    ['profile', ['GET', '/auth/profile', { cookies }]],
    ['profile change', ['PUT', '/auth/profile', { cookies, body: { display_name: 'Ada' } }]],
    ['register', ['POST', '/auth/register', { body }]],
    ['login', ['POST', '/auth/login', { body }]],
    ['logout', ['POST', '/auth/logout', { cookies }]],
    ['revocations', ['GET', '/api/streaming/revocations', { headers: { authorization } }]],
  ])('503: %s says when to come back, and not why', async (_, request) => {
    const response = await server.request(...request)
    expect(response.statusCode).toBe(503)
    expect(response.headers['retry-after']).toBe('5')
    expect(response.json()).toMatchObject({
      code: 'unavailable',
      detail: 'The database does not answer. Try again in a few seconds.',
    })
    expect(response.body).not.toMatch(/127\.0\.0\.1|ECONN|postgres/)
  })

  test('503: a refresh fails without signing the member out', async () => {
    const response = await server.request('POST', '/auth/refresh', { cookies })
    expect(response.statusCode).toBe(503)
    expect(response.headers['set-cookie']).toBeUndefined()
  })

  test('503: what is known of a member lasts five seconds, then nobody passes unchecked', async () => {
    server.clock.advance(5_001)
    expect((await server.request('GET', '/auth/me', { cookies })).statusCode).toBe(503)
    expect((await server.request('GET', '/content/browse', { cookies })).statusCode).toBe(503)
  })
})

test('when it answers again, everything works by itself and nothing was missed', async () => {
  const added = await insertContent(ground.db, { title: 'Added meanwhile' })
  await way.mend()
  await until(() => server.parts.streaming.findItem(added))
  await letStreamsLapse(ground.db)
  expect((await server.request('GET', stream, { cookies })).statusCode).toBe(200)
  expect((await server.request('POST', '/auth/refresh', { cookies })).statusCode).toBe(200)
  expect((await server.request('GET', '/health/ready')).json().status).toBe('ready')
  server.logged.length = 0
})
