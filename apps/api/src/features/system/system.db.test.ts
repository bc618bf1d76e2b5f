import { afterAll, describe, expect, test } from 'vitest'
import { watchDiskFull } from '../../db/disk-full.ts'
import { buildServer } from '../../server.ts'
import { testServer } from '../../testing/test-server.ts'
import { type EdgeStoreState, readinessOf, type Watched } from './readiness.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

describe('GET /', () => {
  test('200: says what this is and where its documentation stands; each address answers', async () => {
    const response = await server.request('GET', '/')
    expect(response.statusCode).toBe(200)
    const { name, version, ...addresses } = response.json()
    expect(name).toBe('Better & Bliss API')
    expect(version).toMatch(/^\d+\.\d+\.\d+$/)
    expect(addresses).toEqual({ docs: '/api/docs', redoc: '/api/redoc', health: '/health' })
    for (const address of Object.values(addresses)) {
      expect((await server.request('GET', String(address))).statusCode, String(address)).toBe(200)
    }
  })
})

describe('GET /health', () => {
  test('200: the process is alive; it asks nobody else (http/outage.db.test.ts cuts the database off)', async () => {
    const response = await server.request('GET', '/health')
    expect(response.statusCode).toBe(200)
    expect(response.json()).toEqual({ status: 'healthy', version: expect.any(String) })
  })
})

describe('GET /health/ready', () => {
  test('200: each dependency, and how fast it answered (503: http/outage.db.test.ts)', async () => {
    const response = await server.request('GET', '/health/ready')
    expect(response.statusCode).toBe(200)
    expect(response.json()).toEqual({
      status: 'ready',
      dependencies: {
        database: { status: 'ok', latency_ms: expect.any(Number), age_ms: 0, detail: null },
        mail: { status: 'ok', latency_ms: expect.any(Number), age_ms: 0, detail: null },
      },
    })
  })

  test('200: after the clock was set back each is asked anew, not when it has caught up', async () => {
    let trouble: string | null = 'Redis does not answer'
    const app = await serverWith({ redisTrouble: async () => trouble })
    expect((await app.inject('/health/ready')).json()).toMatchObject({ status: 'degraded' })
    trouble = null
    server.clock.advance(-3_600_000)
    const { status, dependencies } = (await app.inject('/health/ready')).json()
    expect([status, dependencies.redis.age_ms]).toEqual(['ready', 0])
  })

  test('200: without Redis each process counts by itself: that is less, and no reason to send nobody here', async () => {
    let trouble: string | null = 'Redis does not answer'
    const redisTrouble = async () => trouble
    const app = await serverWith({ redisTrouble })
    const ask = async () => {
      const response = await app.inject('/health/ready')
      return { code: response.statusCode, ...response.json() }
    }
    const detail = 'Redis does not answer. Each process counts requests by itself meanwhile'
    expect(await ask()).toMatchObject({
      code: 200,
      status: 'degraded',
      dependencies: { database: { status: 'ok' }, redis: { status: 'degraded', detail } },
    })
    trouble = null
    server.clock.advance(1_000)
    const redis = { status: 'ok', latency_ms: expect.any(Number), age_ms: 0, detail: null }
    expect(await ask()).toMatchObject({ code: 200, status: 'ready', dependencies: { redis } })
  })

  test('200: a store of media that does not answer is no reason to send nobody here', async () => {
    let isThere = false
    const app = await serverWith({ storeAnswers: async () => isThere })
    const ask = async () => (await app.inject('/health/ready')).json()
    const detail = 'The store of the media does not answer, or refuses us. What is fetched from it waits'
    expect(await ask()).toMatchObject({ status: 'degraded', dependencies: { store: { status: 'degraded', detail } } })
    isThere = true
    expect(await ask()).toMatchObject({ status: 'degraded' })
    server.clock.advance(30_000)
    expect(await ask()).toMatchObject({ status: 'ready', dependencies: { store: { status: 'ok' } } })
  })

  test('200: a store at the edge that is out of date is no reason to send nobody here', async () => {
    let answer: EdgeStoreState | null = null
    const app = await serverWith({ edgeStore: async () => answer })
    const ask = async () => {
      server.clock.advance(1_000)
      return (await app.inject('/health/ready')).json()
    }
    const degraded = (detail: RegExp) => ({
      status: 'degraded',
      dependencies: { edge_store: { status: 'degraded', detail: expect.stringMatching(detail) } },
    })
    expect(await ask()).toMatchObject(degraded(/^No worker tells CloudFront .*REVOCATIONS_MAX_AGE_SECONDS/))
    const current = { asOfMs: server.clock.nowMs(), trouble: null, hasOtherCountries: false }
    answer = { ...current, trouble: 'The KeyValueStore is full' }
    expect(await ask()).toMatchObject(degraded(/^The KeyValueStore is full\. CloudFront plays on/))
    answer = { ...current, hasOtherCountries: true }
    expect(await ask()).toMatchObject(degraded(/^CloudFront lets play in other countries .*ALLOWED_COUNTRIES$/))
    answer = current
    expect(await ask()).toMatchObject({ status: 'ready', dependencies: { edge_store: { status: 'ok', detail: null } } })
    server.clock.advance(61_000)
    expect(await ask()).toMatchObject(degraded(/^No worker/))
  })

  test('200: an identity provider that does not answer keeps nobody away who is signed in', async () => {
    let isThere = false
    let asked = 0
    const identityAnswers = async () => {
      asked += 1
      return isThere
    }
    const app = await serverWith({ identityAnswers })
    const ask = async () => {
      const response = await app.inject('/health/ready')
      return { code: response.statusCode, ...response.json() }
    }
    const detail = expect.stringMatching(/^The identity provider does not answer: nobody can sign in/)
    const identity = { status: 'degraded', age_ms: 0, detail }
    expect(await ask()).toMatchObject({ code: 200, status: 'degraded', dependencies: { identity } })
    server.clock.advance(20_000)
    isThere = true
    expect(await ask()).toMatchObject({ code: 200, dependencies: { identity: { ...identity, age_ms: 20_000 } } })
    server.clock.advance(10_000)
    expect(await ask()).toMatchObject({ code: 200, status: 'ready', dependencies: { identity: { status: 'ok' } } })
    expect(asked).toBe(2)
  })

  test('503: a database that cannot write is not ready, although it answers', async () => {
    await refuseWrites('readiness')
    server.clock.advance(1_000)
    const response = await server.request('GET', '/health/ready')
    expect(response.statusCode).toBe(503)
    expect(response.json()).toMatchObject({
      status: 'degraded',
      dependencies: { database: { status: 'failing', detail: "The database's disk is full" } },
    })
    await allowWrites('readiness')
  })

  test("503: for half a minute after anybody's write found the disk full", async () => {
    server.clock.advance(31_000)
    expect((await server.request('GET', '/health/ready')).statusCode).toBe(200)
    await refuseWrites('users')
    const body = { email: 'ada@example.com', password: 'Tibano-Kumeri-Solati-47', full_name: 'Ada' }
    expect((await server.request('POST', '/auth/register', { body })).statusCode).toBe(503)
    await allowWrites('users')
    for (const [waitedMs, status] of [[1_000, 503] as const, [28_000, 503] as const, [2_000, 200] as const]) {
      server.clock.advance(waitedMs)
      expect((await server.request('GET', '/health/ready')).statusCode).toBe(status)
    }
    server.logged.length = 0
  })

  test('is written once a second at the most, however many ask', async () => {
    server.clock.advance(1_000)
    const writes = async () => {
      const [row] = await server.db.query<{ xmin: string }>('', 'select xmin::text from readiness')
      return row?.xmin
    }
    await server.request('GET', '/health/ready')
    const first = await writes()
    server.clock.advance(999)
    await Promise.all(Array.from({ length: 20 }, () => server.request('GET', '/health/ready')))
    expect(await writes()).toBe(first)
    server.clock.advance(1)
    await server.request('GET', '/health/ready')
    expect(await writes()).not.toBe(first)
  })
})

/** The server, with something else to depend on. */
function serverWith(others: Partial<Watched>) {
  const { clock, parts } = server
  const db = watchDiskFull(server.db, clock)
  const nothing = { redisTrouble: null, storeAnswers: null, edgeStore: null, identityAnswers: null }
  const dependencies = readinessOf({ db, clock, ...nothing, ...others })
  return buildServer({ ...parts, system: { ...parts.system, dependencies } })
}

/** What PostgreSQL says when a file cannot grow. */
async function refuseWrites(table: string): Promise<void> {
  await server.db.query(
    '',
    `create or replace function refuse() returns trigger language plpgsql as
     $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$`,
  )
  await server.db.query('', `create trigger refuse before insert or update on ${table} execute function refuse()`)
}

async function allowWrites(table: string): Promise<void> {
  await server.db.query('', `drop trigger refuse on ${table}`)
}
