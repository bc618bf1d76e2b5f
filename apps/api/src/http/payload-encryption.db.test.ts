import {
  encryptedFetch,
  envelopeOf,
  formatHeader,
  HEADER,
  parseHeader,
  payloadKeys,
  sealMessage,
} from '@better-and-bliss/payload-encryption'
import { afterAll, describe, expect, test } from 'vitest'
import { PASSWORD, signUp } from '../testing/members.ts'
import { secondServer, type TestServer, testServer } from '../testing/test-server.ts'

const key = (byte: number) => Buffer.alloc(32, byte).toString('base64url')
const KEYS = { ENABLE_API_ENCRYPTION: 'true', API_ENCRYPTION_KEY: key(1), API_HMAC_KEY: key(2) }
const keys = await payloadKeys(KEYS.API_ENCRYPTION_KEY, KEYS.API_HMAC_KEY)

const server = await testServer(KEYS)
afterAll(() => server[Symbol.asyncDispose]())
const EMAIL = 'ada@example.com'
const cookies = await signUp(server, EMAIL)

/** What goes over the wire; and the last request as it went. */
function wire({ app }: TestServer) {
  const seen: { body: string; headers: Record<string, string>; answer: string }[] = []
  return {
    seen,
    fetch: async (input: string | URL | Request) => {
      const request = new Request(input)
      const headers = Object.fromEntries(request.headers)
      const body = await request.text()
      const { pathname, search } = new URL(request.url)
      const method = request.method as 'GET' | 'POST'
      const answer = await app.inject({ method, url: pathname + search, headers, ...(body && { payload: body }) })
      seen.push({ body, headers, answer: answer.body })
      const told = Object.entries(answer.headers).map(([name, value]) => [name, String(value)] as [string, string])
      return new Response(answer.body || null, { status: answer.statusCode, headers: told })
    },
  }
}

const nowMs = () => server.clock.nowMs()
const clientOf = (of: TestServer, ours = keys) => {
  const { fetch, seen } = wire(of)
  return { fetch: encryptedFetch({ keys: ours, fetch, nowMs }), seen }
}
const at = (path: string) => `http://localhost${path}`
const json = (body: object, headers: Record<string, string> = {}) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
})
const login = json({ email: EMAIL, password: PASSWORD })

/** A request that is sealed as `part` says; what is sent is of the caller's making. */
async function sealed(text: string | null, part: Partial<Parameters<typeof sealMessage>[1]> = {}, of = keys) {
  const bound = { direction: 'request', method: 'POST', target: '/auth/login', timestampMs: nowMs(), ...part } as const
  const message = await sealMessage(of, bound as Parameters<typeof sealMessage>[1], text ?? '')
  const tag = text === null ? message.sealed : null
  const header = formatHeader({ keyId: of.id, timestampMs: bound.timestampMs, nonce: message.nonce, tag })
  return { headers: { [HEADER]: header, 'content-type': 'application/json' }, body: envelopeOf(message.sealed) }
}
const send = ({ headers, body }: { headers: Record<string, string>; body?: string }, of = server) =>
  of.app.inject({ method: 'POST', url: '/auth/login', headers, ...(body && { payload: body }) })

describe('a sealed request', () => {
  test('is answered sealed, and nothing of either can be read on the way', async () => {
    const { fetch, seen } = clientOf(server)
    const answer = await fetch(at('/auth/login'), login)
    expect([answer.status, await answer.json()]).toMatchObject([200, { user: { email: EMAIL } }])
    const me = await fetch(at('/auth/me'), { headers: { cookie: cookies } })
    expect(await me.json()).toMatchObject({ email: EMAIL })
    const browse = await fetch(at('/content/browse?limit=1'))
    expect(await browse.json()).toMatchObject({ content: [] })
    for (const { body, answer } of seen) {
      expect(body).toMatch(/^$|^\{"sealed":"[\w-]+"\}$/)
      expect(answer).toMatch(/^\{"sealed":"[\w-]+"\}$/)
    }
  })

  test('is refused in a sealed answer, in words', async () => {
    const { fetch, seen } = clientOf(server)
    const refused = await fetch(at('/auth/login'), json({ email: EMAIL, password: 'wrong password' }))
    expect([refused.status, await refused.json()]).toMatchObject([401, { code: 'invalid_credentials' }])
    expect(seen[0]?.answer).not.toContain('invalid_credentials')
  })

  test('passes no guard that others do not pass', async () => {
    const { fetch } = clientOf(server)
    expect((await fetch(at('/auth/me'))).status).toBe(401)
    const foreign = await fetch(at('/auth/login'), json({}, { origin: 'https://evil.example' }))
    expect(await foreign.json()).toMatchObject({ code: 'foreign_origin' })
  })

  test('comes once, whichever process gets it', async () => {
    await using second = await secondServer(server, KEYS)
    const message = await sealed(login.body)
    const answers = await Promise.all([send(message), send(message), send(message, second)])
    expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 400, 400])
    expect((await send(message, second)).headers[HEADER]).toBeDefined()
  })

  test.each([
    ['an older one', -300_001, 'message_expired'],
    ['a later one', 300_001, 'message_expired'],
    ['one that just came in time', -299_000, undefined],
  ])('counts for five minutes: %s', async (_, offsetMs, code) => {
    const message = await sealed(login.body, { timestampMs: nowMs() + offsetMs })
    const answer = await send(message)
    expect(answer.statusCode).toBe(code ? 400 : 200)
    if (code) expect(answer.json()).toMatchObject({ code })
  })

  test.each([
    ['for another path', { target: '/auth/register' }],
    ['for another method', { method: 'PUT' }],
    ['for another query', { target: '/auth/login?x=1' }],
    ['as an answer', { direction: 'response', requestNonce: 'A'.repeat(16), status: 200 }],
  ])('is refused when it was sealed %s', async (_, part) => {
    const answer = await send(await sealed(login.body, part as never))
    expect(answer.statusCode).toBe(400)
  })

  test('is refused when its body is plain, too long, too deep or no JSON', async () => {
    const message = await sealed(login.body)
    expect((await send({ ...message, body: login.body })).statusCode).toBe(400)
    expect((await send({ headers: message.headers })).statusCode).toBe(400)
    expect((await send(await sealed(JSON.stringify({ email: 'x'.repeat(90_000) })))).statusCode).toBe(413)
    expect((await send(await sealed('['.repeat(40)))).statusCode).toBe(400)
    expect((await send(await sealed('{'))).statusCode).toBe(400)
  })

  test('without a body needs the tag of an empty one', async () => {
    const ask = async (part: object, text: string | null = null) => {
      const { headers } = await sealed(text, { method: 'GET', target: '/auth/me', ...part })
      return server.app.inject({ url: '/auth/me', headers: { [HEADER]: headers[HEADER], cookie: cookies } })
    }
    expect((await ask({})).statusCode).toBe(200)
    expect((await ask({}, '')).statusCode).toBe(400)
    expect((await ask({ target: '/auth/sessions' })).statusCode).toBe(400)
  })

  test.each(['', 'v1', 'v2.AAAAAAAA.1795971065040.AAAAAAAAAAAAAAAA', `v1.${'A'.repeat(8)}.1.${'A'.repeat(16)}`])(
    'is refused with the header %j',
    async (header) => {
      const answer = await send({ headers: { [HEADER]: header, 'content-type': 'application/json' }, body: login.body })
      expect(answer.json()).toMatchObject({ code: 'malformed_request' })
    },
  )

  test('is refused where encryption is off, rather than answered in the open', async () => {
    await using off = await testServer()
    expect((await send(await sealed(login.body), off)).json().detail).toContain('ENABLE_API_ENCRYPTION')
  })
})

describe('keys', () => {
  test('of before count while they are kept, so that clients can change one by one', async () => {
    const changed = { ...KEYS, API_ENCRYPTION_KEY: key(3), API_ENCRYPTION_KEY_PREVIOUS: key(1) }
    await using next = await secondServer(server, changed)
    for (const ours of [keys, await payloadKeys(key(3), key(2))]) {
      const answer = await clientOf(next, ours).fetch(at('/auth/login'), login)
      expect(answer.status).toBe(200)
    }
  })

  test('that are not ours are named', async () => {
    const theirs = await payloadKeys(key(9), key(2))
    const answer = await send(await sealed(login.body, {}, theirs))
    expect(answer.json().detail).toContain(theirs.id)
  })
})

test('a plain request is answered plainly, unless encryption is required', async () => {
  const plain = await server.request('POST', '/auth/login', { body: { email: EMAIL, password: PASSWORD } })
  expect([plain.statusCode, plain.headers[HEADER]]).toEqual([200, undefined])
})

describe('where it is required', async () => {
  const strict = await secondServer(server, { ...KEYS, API_ENCRYPTION_REQUIRED: 'true' })
  afterAll(() => strict[Symbol.asyncDispose]())

  test.each(['/auth/me', '/content/browse', '/api/meditation/sessions', '/api/analytics/total-views'])(
    'GET %s is not answered in the open',
    async (url) => {
      const answer = await strict.app.inject({ url, headers: { cookie: cookies } })
      expect([answer.statusCode, answer.json()]).toMatchObject([400, { code: 'encryption_required' }])
      expect(answer.headers['x-request-id']).toBeDefined()
    },
  )

  test('clients that encrypt see no difference, kept answers included', async () => {
    const { fetch } = clientOf(strict)
    expect((await fetch(at('/auth/login'), login)).status).toBe(200)
    for (let time = 0; time < 2; time += 1) {
      const answer = await fetch(at('/content/browse'))
      expect(parseHeader(answer.headers.get(HEADER) ?? '')).toMatchObject({ keyId: keys.id })
    }
  })

  test('what machines and other sites ask for goes on', async () => {
    expect((await strict.request('GET', '/health')).statusCode).toBe(200)
    expect((await strict.app.inject('/api/docs')).statusCode).not.toBe(400)
  })
})

test('nonces go when they cannot come again', async () => {
  await send(await sealed(login.body))
  server.clock.advance(600_001)
  await send(await sealed(login.body))
  expect(await server.db.query('', 'select from payload_nonces')).toHaveLength(1)
})
