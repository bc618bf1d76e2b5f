import { afterAll, describe, expect, test } from 'vitest'
import { cookieValue, setStanding, signUp, signUpAs } from '../../testing/members.ts'
import { testServer } from '../../testing/test-server.ts'
import { until } from '../../testing/until.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const cookies = await signUp(server, 'ada@example.com')
const token = cookieValue(cookies, 'access_token')

describe('GET /auth/me', () => {
  test('200: says who is signed in, in the specified words', async () => {
    const response = await server.request('GET', '/auth/me', { cookies })
    expect(response.statusCode).toBe(200)
    expect(response.json()).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
      email: 'ada@example.com',
      name: 'Test User',
      role: 'free_user',
      subscription_tier: 'free',
      permissions: [],
      deletion_at: null,
      analytics_opt_out: false,
      language: null,
    })
    expect(response.headers['cache-control']).toBe('private, no-cache')
  })

  test('200: the id is the subject of the tokens, not the row of the table', async () => {
    const { id } = (await server.request('GET', '/auth/me', { cookies })).json()
    const [row] = await server.db.query('', 'select id from users where cognito_sub = $1', [id])
    expect(row).toBeDefined()
    expect(row?.id).not.toBe(id)
  })

  test('200: an answer from memory is the same, its headers too, until something changes', async () => {
    const ask = async () => {
      const { body, headers } = await server.request('GET', '/auth/me', { cookies })
      const { date: _date, 'x-request-id': _id, ...same } = headers
      return { body, headers: same }
    }
    const first = await ask()
    const second = await ask()
    expect(second.body).toBe(first.body)
    expect(second.headers).toMatchObject({ 'cache-control': 'private, no-cache', 'x-frame-options': 'DENY' })
    expect(Object.keys(second.headers).sort()).toEqual(Object.keys(first.headers).sort())
    await setStanding(server.db, 'ada@example.com', { tier: 'basic' })
    await until(async () => JSON.parse((await ask()).body).subscription_tier === 'basic')
    await setStanding(server.db, 'ada@example.com', { tier: 'free' })
    await until(async () => (await ask()).body === first.body)
  })

  test('200: a program may send the token as a bearer token', async () => {
    const response = await server.request('GET', '/auth/me', { headers: { authorization: `Bearer ${token}` } })
    expect(response.statusCode).toBe(200)
  })

  test('200: an administrator has the permissions of one', async () => {
    const response = await server.request('GET', '/auth/me', { cookies: await signUpAs(server, 'free', 'admin') })
    expect(response.json()).toMatchObject({
      role: 'admin',
      permissions: [
        'view_premium_content',
        'view_studio_content',
        'moderate_content',
        'manage_content',
        'publish_content',
        'manage_shelves',
        'view_analytics',
        'view_members',
        'suspend_members',
        'manage_members',
        'manage_newsletter',
        'view_audit',
        'view_system',
      ],
    })
  })

  test.each([
    ['nothing', {}],
    ['an empty cookie', { cookie: 'access_token=' }],
    ['another cookie', { cookie: 'session=abc; theme=dark' }],
    ['a cookie whose name only ends alike', { cookie: `my_access_token=${token}` }],
    ['a cookie in other letters', { cookie: `Access_Token=${token}` }],
    ['the refresh token instead', { cookie: `access_token=${cookieValue(cookies, 'refresh_token')}` }],
    ['garbage', { cookie: 'access_token=aaaa.bbbb.cccc' }],
    ['a bearer token that is none, beside a good cookie', { cookie: cookies, authorization: 'Bearer x' }],
    ['basic credentials', { authorization: `Basic ${btoa('ada@example.com:SecurePass123!')}` }],
  ])('401: %s is no session', async (_, headers) => {
    const response = await server.request('GET', '/auth/me', { headers })
    expect(response.statusCode).toBe(401)
    expect(response.json()).toMatchObject({ detail: 'Not authenticated', code: 'unauthenticated' })
    expect(response.headers['www-authenticate']).toBe('Bearer')
  })

  test('403: a suspended member is told so', async () => {
    const suspended = await signUp(server, 'suspended@example.com')
    await setStanding(server.db, 'suspended@example.com', { status: 'suspended' })
    const response = await server.request('GET', '/auth/me', { cookies: suspended })
    expect(response.statusCode).toBe(403)
    expect(response.json()).toMatchObject({
      code: 'account_suspended',
      detail: 'This account is suspended. Contact support.',
    })
  })

  test('401: a token in the address counts for nothing', async () => {
    expect((await server.request('GET', `/auth/me?access_token=${token}`)).statusCode).toBe(401)
  })

  test('401: another spelling of the address is as closed', async () => {
    expect((await server.request('GET', '/auth/me/')).statusCode).toBe(401)
    expect((await server.request('GET', '/auth/me/', { cookies })).statusCode).toBe(200)
    for (const url of ['/auth//me', '/AUTH/ME', '/auth/me%2f', '/auth/./me']) {
      const { statusCode } = await server.request('GET', url)
      expect([401, 404], url).toContain(statusCode)
    }
  })
})
