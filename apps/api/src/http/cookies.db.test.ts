import { afterAll, describe, expect, test } from 'vitest'
import { PASSWORD, register, signUp } from '../testing/members.ts'
import { type TestServer, testServer } from '../testing/test-server.ts'

/** Two installations on one machine: databases, keys and members of their own, and the browser's one set of cookies. */
const first = await testServer({ ENVIRONMENT: 'development' })
const second = await testServer({ ENVIRONMENT: 'development', API_PORT: '8001', JWT_SECRET_KEY: 'k'.repeat(40) })
afterAll(async () => {
  await first[Symbol.asyncDispose]()
  await second[Symbol.asyncDispose]()
})

function browser() {
  const jar = new Map<string, string>()
  return async (server: TestServer, method: 'GET' | 'POST', url: string, body?: object) => {
    const cookies = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await server.request(method, url, { cookies, ...(body && { body }) })
    for (const { name, value } of response.cookies) {
      if (value) jar.set(name, value)
      else jar.delete(name)
    }
    return response
  }
}

const signedIn = async () => {
  const ask = browser()
  const email = `${crypto.randomUUID()}@example.com`
  for (const server of [first, second]) {
    await ask(server, 'POST', '/auth/register', { email, password: PASSWORD, full_name: 'Ada' })
  }
  return { ask, email }
}

describe('two installations on one host', () => {
  test('have a member signed in at both', async () => {
    const { ask, email } = await signedIn()
    for (const server of [first, second, first]) {
      expect((await ask(server, 'GET', '/auth/me')).json().email).toBe(email)
      expect((await ask(server, 'POST', '/auth/refresh')).statusCode).toBe(200)
    }
  })

  test('sign out from one alone', async () => {
    for (const [left, stayed] of [
      [first, second],
      [second, first],
    ] as const) {
      const { ask } = await signedIn()
      expect((await ask(left, 'POST', '/auth/logout')).statusCode).toBe(200)
      expect((await ask(left, 'GET', '/auth/me')).statusCode).toBe(401)
      expect((await ask(stayed, 'GET', '/auth/me')).statusCode).toBe(200)
      expect((await ask(stayed, 'POST', '/auth/refresh')).statusCode).toBe(200)
    }
  })
})

test('a client that knows the specified names alone is signed in on any port', async () => {
  for (const server of [first, second]) {
    const all = await signUp(server, `${crypto.randomUUID()}@example.com`)
    const specified = all.split('; ').filter((cookie) => /^(access|refresh)_token=/.test(cookie))
    expect(specified).toHaveLength(2)
    const cookies = specified.join('; ')
    expect((await server.request('GET', '/auth/me', { cookies })).statusCode).toBe(200)
    expect((await server.request('POST', '/auth/refresh', { cookies })).statusCode).toBe(200)
  }
})

test.each([
  ['production', 'https://api.example.org', ['access_token', 'refresh_token', 'known_device']],
  ['development', 'http://studio.test:8000', ['access_token', 'refresh_token', 'known_device']],
  [
    'development',
    'http://127.0.0.1:9000',
    ['access_token', 'access_token_9000', 'refresh_token', 'refresh_token_9000', 'known_device_9000'],
  ],
])('in %s at %s the cookies are %j', async (environment, backendUrl, names) => {
  await using server = await testServer({
    ENVIRONMENT: environment,
    BACKEND_URL: backendUrl,
    FRONTEND_URL: 'https://studio.example.org',
    EDGE_URL: 'https://media.example.org',
  })
  await register(server, 'ada@example.com')
  const response = await server.request('POST', '/auth/login', {
    body: { email: 'ada@example.com', password: PASSWORD },
  })
  expect(response.cookies.map(({ name }) => name)).toEqual(names)
})
