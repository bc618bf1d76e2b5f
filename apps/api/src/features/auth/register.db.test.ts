import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cookiesOf, type TestServer, testServer } from '../../testing/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server[Symbol.asyncDispose]())

const account = { email: 'Ada@Example.com', password: 'SecurePass123!', full_name: 'Ada Lovelace' }

describe('POST /auth/register', () => {
  test('200: makes the member, signs them in and sets both cookies as specified', async () => {
    const response = await server.request('POST', '/auth/register', { body: account })
    expect(response.statusCode).toBe(200)
    expect(response.json()).toEqual({
      success: true,
      user: {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        email: 'ada@example.com',
        name: 'Ada Lovelace',
        role: 'free_user',
        subscription_tier: 'free',
        permissions: [],
      },
      expires_in: 900,
    })
    const me = await server.request('GET', '/auth/me', { cookies: cookiesOf(response) })
    expect(me.json()).toEqual(response.json().user)
  })
})
