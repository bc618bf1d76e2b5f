import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { pino } from 'pino'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { buildServer } from '../server.ts'
import { PASSWORD, signUp } from '../testing/members.ts'
import { cookiesOf, testServer } from '../testing/test-server.ts'
import { problemSchema } from './problems.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const SECURITY = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-xss-protection': '1; mode=block',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'content-security-policy': expect.stringMatching(/^default-src 'self'/),
  'referrer-policy': 'no-referrer',
}

describe('every answer', () => {
  test.each([
    ['200', 'GET', '/'],
    ['200 made ready', 'GET', '/content/browse'],
    ['400', 'GET', '/content/detail/x'],
    ['400 unroutable', 'GET', '/content/detail/%zz'],
    ['401', 'GET', '/auth/me'],
    ['404', 'GET', '/no/such/page'],
    ['404 of a method', 'DELETE', '/auth/me'],
    ['415', 'POST', '/auth/login'],
    ['422', 'GET', '/content/browse?limit=0'],
    ['a page', 'GET', '/api/redoc'],
  ] as const)(
    '%s: has the security headers, a request id, and no word about what serves it',
    async (_, method, url) => {
      await server.request('GET', url)
      const { headers } = await server.app.inject({ method, url })
      expect(headers).toMatchObject(SECURITY)
      expect(headers['x-request-id']).toMatch(/^[\w-]+$/)
      expect(headers).not.toHaveProperty('x-powered-by')
      expect(headers).not.toHaveProperty('server')
    },
  )

  test("keeps the caller's request id if it is harmless, and makes one if not", async () => {
    const idFor = async (sent: string) =>
      (await server.request('GET', '/', { headers: { 'x-request-id': sent } })).headers['x-request-id']
    expect(await idFor('trace-7_a')).toBe('trace-7_a')
    for (const sent of ['', 'x'.repeat(65), 'a b', '<script>', 'ü']) expect(await idFor(sent)).not.toBe(sent)
  })
})

describe('what fails', () => {
  test('404: a page that does not exist is a problem like others, with its request id', async () => {
    const response = await server.request('GET', '/no/such/page?token=secret')
    expect(response.headers['content-type']).toBe('application/problem+json')
    expect(response.json()).toEqual({
      type: 'about:blank',
      title: 'Not Found',
      status: 404,
      detail: 'Not found',
      code: 'not_found',
      request_id: response.headers['x-request-id'],
    })
  })

  test('500: our own mistake is told to the log, not to the client', async () => {
    const app = await buildServer({
      ...server.parts,
      streaming: {
        ...server.parts.streaming,
        findItem: () => {
          throw new TypeError('connect to postgres://bliss:hunter2@db failed')
        },
      },
    })
    const url = '/api/streaming/content/3f2b8c1e-5d4a-4b6f-8a97-0c1d2e3f4a5b/stream'
    const response = await app.inject({ url, headers: { cookie: await signUp(server, 'ada@example.com') } })
    expect(response.statusCode).toBe(500)
    expect(response.json()).toEqual({
      type: 'about:blank',
      title: 'Internal Server Error',
      status: 500,
      detail: 'Something went wrong on our side. Try again.',
      code: 'internal',
      request_id: response.headers['x-request-id'],
    })
    expect(response.body).not.toMatch(/hunter2|TypeError|\.ts/)
    expect(server.logged.splice(0)).toEqual([expect.stringContaining('hunter2@db failed')])
  })

  test('the log of requests holds no password, token, cookie or query', async () => {
    const lines: string[] = []
    const write = (line: string) => void lines.push(line)
    const app = await buildServer({ ...server.parts, log: pino({ level: 'debug' }, { write }) })
    const email = 'logged@example.com'
    const payload = { email, password: PASSWORD, full_name: 'Ada' }
    const cookie = cookiesOf(await app.inject({ method: 'POST', url: '/auth/register', payload }))
    await app.inject({ method: 'POST', url: '/auth/login', payload: { ...payload, password: 'WrongPass123!' } })
    await app.inject({ url: '/auth/me?access_token=in-the-query', headers: { cookie } })
    await app.inject({ url: '/auth/me', headers: { authorization: 'Bearer not-a-token-but-secret' } })
    await app.inject({ method: 'POST', url: '/auth/refresh', headers: { cookie } })
    const log = lines.join('')
    expect(lines.filter((line) => line.includes('"msg":"request"'))).toHaveLength(5)
    for (const secret of [PASSWORD, 'WrongPass', 'in-the-query', 'not-a-token', email, 'eyJ', ...cookie.split('; ')]) {
      expect(log).not.toContain(secret)
    }
  })
})

describe('on a socket', () => {
  test('a slow head has 20 s and a slow request 60 s', () => {
    expect(server.app.server).toMatchObject({ headersTimeout: 20_000, requestTimeout: 60_000 })
  })

  /** Sends raw bytes. @returns what came back until the connection was closed. */
  async function exchange(request: string): Promise<string> {
    const app = await buildServer(server.parts)
    onTestFinished(() => app.close())
    const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }))
    const socket = connect(Number(port), '127.0.0.1')
    await once(socket, 'connect')
    socket.write(request)
    return text(socket)
  }

  test.each([
    [
      'two lengths',
      'POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    ['no HTTP', 'HELLO\r\n\r\n', 400],
    ['a line break in a header', 'GET / HTTP/1.1\r\nHost: x\r\nX: a\rb\r\n\r\n', 400],
    ['more than 16 KB of headers', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(17_000)}\r\n\r\n`, 431],
  ])('%s is refused before any route sees it', async (_, request, status) => {
    const answer = await exchange(request)
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(answer).toContain('\r\nx-content-type-options: nosniff\r\n')
    expect(problemSchema.parse(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).status).toBe(status)
  })
})
