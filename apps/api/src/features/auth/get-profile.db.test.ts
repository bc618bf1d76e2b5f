import { afterAll, describe, expect, test } from 'vitest'
import { setStanding, signUp, signUpAs } from '../../testing/members.ts'
import { testServer } from '../../testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

describe('GET /auth/profile', () => {
  test('200: says what a member may know of themselves, and nothing more', async () => {
    const cookies = await signUp(server, 'ada@example.com')
    const response = await server.request('GET', '/auth/profile', { cookies })
    expect(response.statusCode).toBe(200)
    expect(response.json()).toEqual({
      id: expect.any(String),
      email: 'ada@example.com',
      name: 'Test User',
      role: 'free_user',
      subscription_tier: 'free',
      permissions: [],
      deletion_at: null,
      analytics_opt_out: false,
      language: null,
      display_name: 'Test User',
      avatar_url: null,
      status: 'active',
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      last_login: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      limits: { max_quality: '480p', concurrent_streams: 1 },
    })
  })

  test.each([
    ['basic', 'free_user', { max_quality: '720p', concurrent_streams: 2 }],
    ['premium', 'premium_user', { max_quality: '1080p', concurrent_streams: 4 }],
    ['free', 'admin', { max_quality: '1080p', concurrent_streams: 4 }],
  ] as const)('200: the limits of tier %s and role %s are the specified ones', async (tier, role, limits) => {
    const response = await server.request('GET', '/auth/profile', { cookies: await signUpAs(server, tier, role) })
    expect(response.json().limits).toEqual(limits)
  })

  test('401: nobody has no profile', async () => {
    expect((await server.request('GET', '/auth/profile')).statusCode).toBe(401)
  })

  test('403: a suspended member does not see theirs', async () => {
    const cookies = await signUp(server, 'suspended@example.com')
    await setStanding(server.db, 'suspended@example.com', { status: 'suspended' })
    expect((await server.request('GET', '/auth/profile', { cookies })).statusCode).toBe(403)
  })

  test('401: neither has a member whose row is gone', async () => {
    const cookies = await signUp(server, 'gone@example.com')
    await server.db.query('', 'delete from users where email = $1', ['gone@example.com'])
    expect((await server.request('GET', '/auth/profile', { cookies })).statusCode).toBe(401)
  })
})
