import { revocationFeedKey } from '@better-and-bliss/stream-token/node'
import { afterAll, describe, expect, test } from 'vitest'
import { PASSWORD } from '../testing/members.ts'
import { TEST_KEYS } from '../testing/test-keys.ts'
import { testServer } from '../testing/test-server.ts'

const server = await testServer({ RATE_LIMIT_REGISTER: '3/15min' })
afterAll(() => server[Symbol.asyncDispose]())

type Options = Parameters<typeof server.request>[2]
const register = (email: string, options: Options = {}) =>
  server.request('POST', '/auth/register', { body: { email, password: PASSWORD, full_name: 'Ada' }, ...options })
const statusesOf = async (requests: Promise<{ statusCode: number }>[]) =>
  (await Promise.all(requests)).map(({ statusCode }) => statusCode).sort((a, b) => a - b)

describe('POST /auth/register', () => {
  test('429: one address may try three times in fifteen minutes, and hears when it may again', async () => {
    const from = '203.0.113.1'
    for (const body of [{}, { email: 'x' }, { email: 'ada@example.com' }]) {
      expect((await register('', { from, body })).statusCode).toBe(422)
    }
    const response = await register('ada@example.com', { from })
    expect(response.statusCode).toBe(429)
    const seconds = Number(response.headers['retry-after'])
    expect(seconds).toBeGreaterThan(890)
    expect(seconds).toBeLessThanOrEqual(900)
    expect(response.json()).toMatchObject({
      code: 'too_many_requests',
      detail: `Too many requests. Try again in ${seconds} seconds.`,
    })
    expect(response.headers['set-cookie']).toBeUndefined()
  })

  test('429: exactly three of twenty at once come through', async () => {
    const from = '203.0.113.2'
    const statuses = await statusesOf(Array.from({ length: 20 }, (_, i) => register(`a${i}@example.com`, { from })))
    expect(statuses.filter((status) => status === 200)).toHaveLength(3)
    expect(statuses.filter((status) => status === 429)).toHaveLength(17)
  })

  test('429: a household with IPv6 is one client, its neighbour another', async () => {
    const household = ['2001:db8::1', '2001:db8::2:3', '2001:db8:0:0:9:9:9:9', '2001:0db8::ffff']
    const statuses = []
    for (const from of household.slice(0, 3)) statuses.push((await register('', { from, body: {} })).statusCode)
    expect(statuses).toEqual([422, 422, 422])
    expect((await register('', { from: '2001:db8::4', body: {} })).statusCode).toBe(429)
    expect((await register('', { from: '2001:db8:0:1::1', body: {} })).statusCode).toBe(422)
  })

  test('429: a client cannot choose its address', async () => {
    const from = '203.0.113.3'
    const statuses = []
    for (let round = 0; round < 4; round++) {
      const headers = {
        'x-forwarded-for': `198.51.100.${round}`,
        forwarded: `for=198.51.100.${round}`,
        'x-real-ip': '1.1.1.1',
      }
      statuses.push((await register('', { from, body: {}, headers })).statusCode)
    }
    expect(statuses).toEqual([422, 422, 422, 429])
  })
})

describe('an answer says what is left', () => {
  test('of the limit on everything, whichever way it goes', async () => {
    await using limited = await testServer({ RATE_LIMIT_API: '4/1min' })
    const ask = async (url: string) => (await limited.request('GET', url, { from: '203.0.113.1' })).headers
    const policy = { 'ratelimit-policy': '"api";q=4;w=60' }
    // The second is ready in memory; the third fails; the fourth has no route.
    for (const [index, url] of ['/content/browse', '/content/browse', '/auth/me', '/no/such/page'].entries()) {
      const headers = await ask(url)
      expect(headers).toMatchObject(policy)
      expect(headers.ratelimit).toMatch(new RegExp(`^"api";r=${3 - index};t=(60|[1-5]?\\d)$`))
    }
    const refused = await ask('/content/browse')
    expect(refused).toMatchObject(policy)
    expect(refused.ratelimit).toBe(`"api";r=0;t=${refused['retry-after']}`)
    expect((await ask('/health')).ratelimit).toBeUndefined()
  })

  test('of each limit that holds', async () => {
    const once = '1/15min'
    await using limited = await testServer({
      RATE_LIMIT_API: '99/1min',
      RATE_LIMIT_REGISTER: once,
      RATE_LIMIT_LOGIN: once,
      RATE_LIMIT_REFRESH: once,
      RATE_LIMIT_VALIDATE: once,
    })
    const routes = [
      ['POST', '/auth/register', 'register'],
      ['POST', '/auth/login', 'login address'],
      ['POST', '/auth/refresh', 'refresh'],
      ['GET', '/api/streaming/validate-stream-token', 'validate'],
    ] as const
    for (const [method, url, name] of routes) {
      const ask = () => limited.request(method, url, { from: '203.0.113.1', ...(method === 'POST' && { body: {} }) })
      for (const { headers } of [await ask(), await ask()]) {
        const policies = String(headers['ratelimit-policy']).split(', ').sort()
        expect(policies).toEqual(['"api";q=99;w=60', `"${name}";q=1;w=900`].sort())
        const uses = String(headers.ratelimit).split(', ')
        expect(uses).toHaveLength(2)
        expect(uses).toContainEqual(expect.stringMatching(/^"api";r=9\d;t=\d+$/))
        expect(uses).toContainEqual(expect.stringMatching(new RegExp(`^"${name}";r=0;t=(900|899)$`)))
      }
    }
  })

  test('and nothing where nothing is limited', async () => {
    await using free = await testServer()
    const { headers } = await free.request('GET', '/content/browse')
    expect(Object.keys(headers).filter((name) => name.startsWith('ratelimit'))).toEqual([])
  })
})

describe('RATE_LIMIT_API', () => {
  test('429: limits everything that one client asks, and lets our own page read that', async () => {
    await using limited = await testServer({ RATE_LIMIT_API: '2/1min' })
    const headers = { origin: 'http://localhost:5173' }
    const ask = (url: string, from: string) => limited.request('GET', url, { from, headers })
    expect((await ask('/content/browse', '203.0.113.1')).statusCode).toBe(200)
    expect((await ask('/auth/me', '203.0.113.1')).statusCode).toBe(401)
    const response = await ask('/content/browse', '203.0.113.1')
    expect(response.statusCode).toBe(429)
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(0)
    expect(response.headers['access-control-allow-origin']).toBe('http://localhost:5173')
    expect((await limited.app.inject({ url: '/no/such/page', remoteAddress: '203.0.113.1' })).statusCode).toBe(429)
    expect((await ask('/content/browse', '203.0.113.2')).statusCode).toBe(200)
  })

  test('the feed of the edge and the question whether we live are left out', async () => {
    await using limited = await testServer({ RATE_LIMIT_API: '1/1min' })
    const from = '203.0.113.1'
    const authorization = `Bearer ${revocationFeedKey(TEST_KEYS.STREAMING_SECRET_KEY)}`
    const feed = () => limited.request('GET', '/api/streaming/revocations', { from, headers: { authorization } })
    const health = () => limited.request('GET', '/health', { from })
    expect(await statusesOf([feed(), feed(), health(), health()])).toEqual([200, 200, 200, 200])
  })

  test('without it nothing is limited', async () => {
    await using free = await testServer()
    const statuses = await statusesOf(Array.from({ length: 300 }, () => free.request('GET', '/content/browse')))
    expect(new Set(statuses)).toEqual(new Set([200]))
  })
})

describe('RATE_LIMIT_REFRESH and RATE_LIMIT_VALIDATE', () => {
  test.each([
    ['POST', '/auth/refresh', 'RATE_LIMIT_REFRESH', 401],
    ['GET', '/api/streaming/validate-stream-token', 'RATE_LIMIT_VALIDATE', 403],
  ] as const)('429: %s %s is limited by %s', async (method, url, name, refusal) => {
    await using limited = await testServer({ [name]: '2/1min' })
    const ask = async (from: string) => (await limited.request(method, url, { from })).statusCode
    expect([await ask('203.0.113.1'), await ask('203.0.113.1'), await ask('203.0.113.1')]).toEqual([
      refusal,
      refusal,
      429,
    ])
    expect(await ask('203.0.113.2')).toBe(refusal)
  })
})

describe('TRUSTED_PROXIES', () => {
  const PROXY = '10.0.0.1'

  async function serverBehind(proxies: string) {
    const behind = await testServer({ TRUSTED_PROXIES: proxies, RATE_LIMIT_API: '1/1min' })
    const ask = async (forwarded: string, from = PROXY) =>
      (await behind.request('GET', '/', { from, headers: { 'x-forwarded-for': forwarded } })).statusCode
    return { ask, [Symbol.asyncDispose]: () => behind[Symbol.asyncDispose]() }
  }

  test('each client behind a trusted proxy has a limit of its own', async () => {
    await using behind = await serverBehind('10.0.0.0/8, fd00::/8')
    expect(await behind.ask('203.0.113.1')).toBe(200)
    expect(await behind.ask('203.0.113.2')).toBe(200)
    expect(await behind.ask('203.0.113.1')).toBe(429)
    expect(await behind.ask('203.0.113.1', 'fd00::7')).toBe(429)
    expect(await behind.ask('203.0.113.1', '::ffff:10.9.9.9')).toBe(429)
    expect(await behind.ask('::ffff:203.0.113.1')).toBe(429)
  })

  test('the right-most address that is not trusted counts: what stands left of it is what the client says', async () => {
    await using behind = await serverBehind('10.0.0.0/8')
    expect(await behind.ask('198.51.100.1, 203.0.113.1, 10.2.3.4')).toBe(200)
    expect(await behind.ask('198.51.100.2, 203.0.113.1')).toBe(429)
    expect(await behind.ask('10.0.0.9, 203.0.113.1')).toBe(429)
    expect(await behind.ask('198.51.100.1')).toBe(200)
  })

  test('an IPv6 household is one client behind a proxy, too', async () => {
    await using behind = await serverBehind('10.0.0.1')
    expect(await behind.ask('2001:db8::1')).toBe(200)
    expect(await behind.ask('2001:0DB8:0:0:ffff::2')).toBe(429)
    expect(await behind.ask('2001:db8:0:1::1')).toBe(200)
  })

  test('whoever is not among them cannot choose an address', async () => {
    await using behind = await serverBehind('10.0.0.0/8')
    expect(await behind.ask('203.0.113.1', '198.51.100.1')).toBe(200)
    expect(await behind.ask('203.0.113.2', '198.51.100.1')).toBe(429)
  })
})
