import { gzipSync } from 'node:zlib'
import { revocationFeedKey } from '@better-and-bliss/stream-token/node'
import { afterAll, describe, expect, test } from 'vitest'
import { PASSWORD, signUp, signUpAs } from '../testing/members.ts'
import { TEST_KEYS } from '../testing/test-keys.ts'
import { testServer } from '../testing/test-server.ts'
import { BODY_LIMIT_BYTES } from './bodies.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

await signUp(server, 'ada@example.com')
const admin = await signUpAs(server, 'free', 'admin')
/** Providers of mail send forms and plain text, the studio sends files; the tests of these routes say what else is refused. */
const TAKE_OTHER_BODIES = [
  'POST /api/newsletter/unsubscribe',
  'POST /api/newsletter/ses-notifications',
  'POST /api/reminders/off',
  'POST /api/studio/subscribers/import',
  'PUT /api/studio/category-pictures/{id}',
  'PUT /api/studio/expert-pictures/{id}',
  'PUT /api/studio/series-pictures/{id}',
  'PATCH /api/studio/uploads/{id}',
]
const changing = server.contract.operations.filter(
  ({ method, path }) => method !== 'GET' && !TAKE_OTHER_BODIES.includes(`${method} ${path}`),
)
/** Whoever calls a route of the edge is asked for its key before the body is read. */
const edgeKey = { authorization: `Bearer ${revocationFeedKey(TEST_KEYS.STREAMING_SECRET_KEY)}` }
const caller = (path: string) => (path === '/api/streaming/seen' ? edgeKey : {})
const send = (body: string, contentType?: string, headers: Record<string, string> = {}) =>
  server.request('POST', '/auth/login', {
    body,
    headers: { ...(contentType && { 'content-type': contentType }), ...headers },
  })
const login = JSON.stringify({ email: 'ada@example.com', password: PASSWORD })
const nested = (depth: number) => `{"email":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`

describe.each(changing)('$method $path', ({ method, path }) => {
  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/json'])(
    '415: a page of another site cannot send %s without being asked first',
    async (contentType) => {
      const response = await server.request(method, path, {
        cookies: admin,
        body: login,
        headers: { 'content-type': contentType, ...caller(path) },
      })
      expect(response.statusCode).toBe(415)
      expect(response.json().code).toBe('unsupported_media_type')
    },
  )

  test('413: more than 100 KB', async () => {
    const response = await server.request(method, path, {
      cookies: admin,
      body: `"${'x'.repeat(BODY_LIMIT_BYTES)}"`,
      headers: { 'content-type': 'application/json', ...caller(path) },
    })
    expect(response.statusCode).toBe(413)
    expect(response.json().code).toBe('too_large')
  })

  test('400: a body that is not JSON', async () => {
    const response = await server.request(method, path, {
      cookies: admin,
      body: '{"email":',
      headers: { 'content-type': 'application/json', ...caller(path) },
    })
    expect(response.statusCode).toBe(400)
    expect(response.json()).toMatchObject({ code: 'malformed_request', detail: 'The body is not valid JSON' })
  })
})

describe('a JSON body', () => {
  test.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON'])('200: %s', async (type) => {
    expect((await send(login, type)).statusCode).toBe(200)
  })

  test('422: none at all, where there must be one', async () => {
    const response = await server.request('POST', '/auth/login', {})
    expect(response.statusCode).toBe(422)
    expect(response.json().detail).toBe('A JSON body is needed, with Content-Type: application/json')
  })

  test('415: without a content type', async () => {
    expect((await send(login)).statusCode).toBe(415)
  })

  test.each(['gzip', 'deflate', 'br', 'identity'])('415: with Content-Encoding %s', async (encoding) => {
    const response = await send(gzipSync(login).toString('latin1'), 'application/json', {
      'content-encoding': encoding,
    })
    expect(response.statusCode).toBe(415)
  })

  test('400: nested more than 30 deep; 30 are only invalid', async () => {
    expect((await send(nested(31), 'application/json')).statusCode).toBe(400)
    expect((await send(nested(31), 'application/json')).json().detail).toBe('The JSON body is nested too deeply')
    expect((await send(nested(30), 'application/json')).statusCode).toBe(422)
    expect((await send('['.repeat(50_000), 'application/json')).statusCode).toBe(400)
  })

  test('brackets and quotes inside text do not count as nesting', async () => {
    const text = JSON.stringify({ email: 'ada@example.com', password: `${'[{"\\'.repeat(100)}` })
    expect((await send(text, 'application/json')).statusCode).toBe(401)
  })

  test.each([
    ['an escaped quote after another', `"${'\\"'.repeat(50_000)}`],
    ['backslashes', `"${'\\'.repeat(100_000)}`],
    ['quotes', '"'.repeat(100_001)],
    ['braces', '{}'.repeat(50_000)],
  ])('400: a hundred kilobytes of %s cost no time', async (_, body) => {
    const start = performance.now()
    expect((await send(body, 'application/json')).statusCode).toBe(400)
    expect(performance.now() - start).toBeLessThan(5_000)
  })

  test('400: names that would reach into the prototype', async () => {
    for (const body of ['{"__proto__":{"role":"admin"}}', '{"constructor":{"prototype":{"role":"admin"}}}']) {
      expect((await send(body, 'application/json')).statusCode).toBe(400)
    }
  })

  test('422: empty counts as none', async () => {
    const response = await send('', 'application/json')
    expect(response.statusCode).toBe(422)
    expect(response.json().errors[0].loc).toEqual(['body'])
  })
})
