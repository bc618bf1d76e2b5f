import { afterAll, describe, expect, test } from 'vitest'
import { cookieValue, PASSWORD, signUp } from '../../testing/members.ts'
import { breakableWay } from '../../testing/outage.ts'
import { secondServer, testServer } from '../../testing/test-server.ts'
import { until } from '../../testing/until.ts'

const WRONG = 'WrongPass123!'
const server = await testServer({ RATE_LIMIT_LOGIN: '10/5min' })
afterAll(() => server[Symbol.asyncDispose]())

interface From {
  from: string
  cookies?: string
}
const login = (email: string, password: string, { from, cookies }: From) =>
  server.request('POST', '/auth/login', { body: { email, password }, from, ...(cookies && { cookies }) })

async function statuses(count: number, attempt: (index: number) => Promise<{ statusCode: number }>) {
  const found: number[] = []
  for (let index = 0; index < count; index++) found.push((await attempt(index)).statusCode)
  return found
}

/** Thirty wrong passwords from thirty addresses. */
const attack = (email: string, network: string) =>
  statuses(30, (index) => login(email, WRONG, { from: `${network}.${index}` }))

describe('POST /auth/login: an account that is attacked from many addresses', () => {
  test('200: its owner gets in with the right password from an address that did not guess', async () => {
    await signUp(server, 'fresh@example.com')
    await attack('fresh@example.com', '198.51.100')
    const response = await login('fresh@example.com', PASSWORD, { from: '203.0.113.1' })
    expect(response.statusCode).toBe(200)
  })

  test('200: a slip of the fingers there does no harm', async () => {
    await signUp(server, 'slip@example.com')
    await attack('slip@example.com', '198.51.101')
    const from = '203.0.113.2'
    expect((await login('slip@example.com', WRONG, { from })).statusCode).toBe(401)
    expect((await login('slip@example.com', PASSWORD, { from })).statusCode).toBe(200)
  })

  test('200: its owner gets in on a known device, even from an address that guessed', async () => {
    const email = 'device@example.com'
    const cookies = await signUp(server, email)
    const from = '203.0.113.3'
    expect(await statuses(12, () => login(email, WRONG, { from }))).toEqual([...Array(10).fill(401), 429, 429])
    expect((await login(email, PASSWORD, { from })).statusCode).toBe(429)
    expect((await login(email, PASSWORD, { from, cookies })).statusCode).toBe(200)
  })

  test('429: who guessed before waits', async () => {
    await attack('waits@example.com', '198.51.102')
    const from = '198.51.102.3'
    const found = await statuses(4, () => login('waits@example.com', WRONG, { from }))
    expect(found).toEqual([401, 401, 429, 429])
  })
})

describe('POST /auth/login: an outage of ours', () => {
  test("503: is nobody's wrong password, so that the owner gets in as soon as it is over", async () => {
    const email = 'patient@example.com'
    await signUp(server, email)
    await using way = await breakableWay(server.databaseUrl)
    await using cutOff = await secondServer(server, { DATABASE_URL: way.url, RATE_LIMIT_LOGIN: '10/5min' })
    const from = '203.0.113.20'
    const attempt = () => cutOff.request('POST', '/auth/login', { body: { email, password: PASSWORD }, from })
    await way.cut()
    expect(await statuses(12, attempt)).toEqual(Array(12).fill(503))
    await way.mend()
    await until(async () => (await attempt()).statusCode === 200)
    cutOff.logged.splice(0)
  })
})

describe('POST /auth/login: an outage on a known device', () => {
  test('429: is no credit for its address, which may be wrong ten times afterwards', async () => {
    const email = 'credit@example.com'
    const cookies = await signUp(server, email)
    await using way = await breakableWay(server.databaseUrl)
    await using cutOff = await secondServer(server, { DATABASE_URL: way.url, RATE_LIMIT_LOGIN: '10/5min' })
    const from = '203.0.113.21'
    await way.cut()
    const known = { body: { email, password: PASSWORD }, from, cookies }
    expect(await statuses(12, () => cutOff.request('POST', '/auth/login', known))).toEqual(Array(12).fill(503))
    await way.mend()
    const wrong = (index: number) => ({ body: { email: `other${index}@example.com`, password: WRONG }, from })
    await until(async () => (await cutOff.request('GET', '/health/ready')).statusCode === 200)
    const found = await statuses(11, (index) => cutOff.request('POST', '/auth/login', wrong(index)))
    expect(found).toEqual([...Array(10).fill(401), 429])
    cutOff.logged.splice(0)
  })
})

describe('POST /auth/login', () => {
  test('429: one address may try ten times, and hears when it may again', async () => {
    const from = '203.0.113.10'
    const found = await statuses(11, (index) => login(`account${index}@example.com`, WRONG, { from }))
    expect(found).toEqual([...Array(10).fill(401), 429])
    const response = await login('one.more@example.com', WRONG, { from })
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(290)
    expect((await login('one.more@example.com', WRONG, { from: '203.0.113.11' })).statusCode).toBe(401)
  })

  test('429: exactly ten of thirty at once are tried', async () => {
    const from = '203.0.113.12'
    const found = await Promise.all(Array.from({ length: 30 }, () => login('crowd@example.com', WRONG, { from })))
    expect(found.filter(({ statusCode }) => statusCode === 401)).toHaveLength(10)
    expect(found.filter(({ statusCode }) => statusCode === 429)).toHaveLength(20)
  })

  test('429: an unknown account is limited as a known one is', async () => {
    await signUp(server, 'known@example.com')
    const [known, unknown] = [
      await attack('known@example.com', '192.0.2'),
      await attack('nobody@example.com', '192.0.3'),
    ]
    expect(unknown).toEqual(known)
  })

  test('429: a known device may be wrong ten times, and is a stranger then', async () => {
    const email = 'stolen@example.com'
    const cookies = await signUp(server, email)
    const found = await statuses(21, () => login(email, WRONG, { from: '203.0.113.13', cookies }))
    expect(found).toEqual([...Array(20).fill(401), 429])
  })

  test('429: a device that knows one account is a stranger to others, and counts as its address', async () => {
    const cookies = await signUp(server, 'mine@example.com')
    const from = '203.0.113.14'
    const found = await statuses(11, (index) => login(`theirs${index}@example.com`, WRONG, { from, cookies }))
    expect(found).toEqual([...Array(10).fill(401), 429])
  })

  test('401: changing any byte of the cookie makes the device unknown', async () => {
    const email = 'forged@example.com'
    const genuine = Buffer.from(cookieValue(await signUp(server, email), 'known_device'), 'base64url')
    const { devices } = server.parts.auth
    expect(devices.find(genuine.toString('base64url'), email)).not.toBeNull()
    for (let index = 0; index < genuine.length; index++) {
      const forged = Buffer.from(genuine)
      forged.writeUInt8(forged.readUInt8(index) ^ 1, index)
      expect(devices.isGenuine(forged.toString('base64url')), `byte ${index}`).toBe(false)
    }
    for (const text of [undefined, '', 'x', 'A'.repeat(91), '~'.repeat(91)]) expect(devices.isGenuine(text)).toBe(false)
  })

  test('200: the cookie stays after a sign-out, for half a year', async () => {
    const email = 'stays@example.com'
    const cookies = await signUp(server, email)
    const out = await server.request('POST', '/auth/logout', { cookies })
    expect(out.cookies.map(({ name }) => name)).toEqual(['access_token', 'refresh_token'])
    const device = cookieValue(cookies, 'known_device')
    server.clock.advance(179 * 86_400_000)
    expect(server.parts.auth.devices.isGenuine(device)).toBe(true)
    server.clock.advance(2 * 86_400_000)
    expect(server.parts.auth.devices.isGenuine(device)).toBe(false)
  })
})

describe('POST /auth/login: many at once', () => {
  test('200: all of them succeed, and other requests are answered meanwhile', async () => {
    await using free = await testServer()
    const email = 'popular@example.com'
    const cookies = await signUp(free, email)
    let ended = 0
    const logins = Array.from({ length: 40 }, async () => {
      const response = await free.request('POST', '/auth/login', { body: { email, password: PASSWORD } })
      ended += 1
      return response.statusCode
    })
    for (let round = 0; round < 10; round++) {
      expect((await free.request('GET', '/auth/profile', { cookies })).statusCode).toBe(200)
    }
    expect(ended).toBeLessThan(20)
    expect(new Set(await Promise.all(logins))).toEqual(new Set([200]))
  })
})
