import { afterAll, describe, expect, test } from 'vitest'
import { signUp } from '../testing/members.ts'
import { testServer } from '../testing/test-server.ts'

const server = await testServer({
  FRONTEND_URL: 'https://studio.example.org/app/',
  BACKEND_URL: 'https://api.example.org',
})
afterAll(() => server[Symbol.asyncDispose]())

const cookies = await signUp(server, 'ada@example.com')
const changing = server.contract.operations.filter(({ method, foreignOrigins }) => method !== 'GET' && !foreignOrigins)
const FOREIGN = [
  'https://evil.example',
  'null',
  'http://studio.example.org',
  'https://studio.example.org:8443',
  'https://studio.example.org.evil.example',
  'https://evil.studio.example.org',
  'https://studio.example.org/app',
  '',
]

describe.each(changing)('$method $path', ({ method, path }) => {
  test.each(FOREIGN)('403: a page of %j may not use the cookies of a member', async (origin) => {
    const response = await server.request(method, path, { cookies, body: {}, headers: { origin } })
    expect(response.statusCode).toBe(403)
    expect(response.json().code).toBe('foreign_origin')
    expect(response.headers['set-cookie']).toBeUndefined()
    expect(response.headers['access-control-allow-origin']).toBeUndefined()
  })
})

describe('PUT /auth/profile', () => {
  test.each(['https://studio.example.org', 'https://api.example.org'])(
    '200: a page of our own %s may',
    async (origin) => {
      const response = await server.request('PUT', '/auth/profile', { cookies, body: {}, headers: { origin } })
      expect(response.statusCode).toBe(200)
    },
  )

  test('200: a program, which sends no Origin, may', async () => {
    expect((await server.request('PUT', '/auth/profile', { cookies, body: {} })).statusCode).toBe(200)
  })
})

describe('reading', () => {
  test('200: a foreign page may ask, but its browser is not told that it may read', async () => {
    const response = await server.request('GET', '/auth/me', { cookies, headers: { origin: 'https://evil.example' } })
    expect(response.statusCode).toBe(200)
    expect(response.headers['access-control-allow-origin']).toBeUndefined()
  })

  test('200: our own page may read, with credentials; caches keep the two apart', async () => {
    const headers = { origin: 'https://studio.example.org' }
    const response = await server.request('GET', '/auth/me', { cookies, headers })
    expect(response.headers).toMatchObject({
      'access-control-allow-origin': 'https://studio.example.org',
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers':
        'X-Request-Id, Retry-After, RateLimit, RateLimit-Policy, Location, X-Payload-Encryption, Tus-Resumable, Upload-Length, Upload-Offset',
      vary: expect.stringContaining('Origin'),
    })
  })

  test('401: a refusal can be read by our own page too', async () => {
    const response = await server.request('GET', '/auth/me', { headers: { origin: 'https://studio.example.org' } })
    expect(response.statusCode).toBe(401)
    expect(response.headers['access-control-allow-origin']).toBe('https://studio.example.org')
  })
})

describe('a preflight', () => {
  const preflight = (origin: string) =>
    server.app.inject({
      method: 'OPTIONS',
      url: '/auth/profile',
      headers: { origin, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'content-type' },
    })

  test('204: our own page may send what the API takes, and no star stands for anything', async () => {
    const response = await preflight('https://studio.example.org')
    expect(response.statusCode).toBe(204)
    expect(response.headers).toMatchObject({
      'access-control-allow-origin': 'https://studio.example.org',
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE, OPTIONS',
      'access-control-allow-headers':
        'Content-Type, Authorization, Accept, X-Request-Id, Idempotency-Key, X-Payload-Encryption, Tus-Resumable, Upload-Length, Upload-Offset, Upload-Metadata, Upload-Checksum',
    })
    expect(JSON.stringify(response.headers)).not.toContain('*')
  })

  test('a foreign page is not allowed anything', async () => {
    expect((await preflight('https://evil.example')).headers['access-control-allow-origin']).toBeUndefined()
  })
})
