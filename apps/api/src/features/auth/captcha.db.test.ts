import { afterAll, afterEach, describe, expect, test } from 'vitest'
import type { CaptchaVerdict, CaptchaVerifier } from '../../ports/captcha-verifier.ts'
import { buildServer } from '../../server.ts'
import { contractOf } from '../../testing/contract.ts'
import { PASSWORD, signUp } from '../../testing/members.ts'
import { requester, testServer } from '../../testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

let verdict: CaptchaVerdict = { result: 'person' }
const asked: Parameters<CaptchaVerifier['verify']>[0][] = []
const captcha: CaptchaVerifier = {
  siteKey: 'site',
  verify: async (proof) => {
    asked.push(proof)
    return verdict
  },
}
afterEach(() => {
  verdict = { result: 'person' }
  asked.length = 0
})

const app = await buildServer({ ...server.parts, auth: { ...server.parts.auth, captcha } })
await app.ready()
afterAll(() => app.close())
const request = requester(app, contractOf(app))

const BODIES = {
  '/auth/register': { email: 'new@example.com', password: PASSWORD, full_name: 'Ada' },
  '/auth/login': { email: 'known@example.com', password: PASSWORD },
  '/auth/forgot-password': { email: 'known@example.com' },
}
const ACTIONS = { '/auth/register': 'register', '/auth/login': 'login', '/auth/forgot-password': 'forgot_password' }
const ROUTES = Object.keys(BODIES) as (keyof typeof BODIES)[]

await signUp(server, 'known@example.com')

describe.each(ROUTES)('POST %s where a CAPTCHA is asked for', (url) => {
  const post = (token?: string, from = '203.0.113.9') =>
    request('POST', url, { body: { ...BODIES[url], ...(token && { captcha_token: token }) }, from })

  test('hands the token over, for its action', async () => {
    await post('token')
    expect(asked).toEqual([{ token: 'token', action: ACTIONS[url] }])
  })

  test('403: without proof nothing is looked at, and words say what to do', async () => {
    verdict = { result: 'refused', reason: 'no token' }
    const response = await post()
    expect(response.statusCode).toBe(403)
    expect(response.json()).toMatchObject({
      code: 'captcha_refused',
      detail: expect.stringContaining('allow it for this page'),
    })
    expect(response.json().detail).not.toContain('no token')
    expect(response.headers['set-cookie']).toBeUndefined()
  })
})

describe('while nobody can judge', () => {
  test('503: registration waits', async () => {
    verdict = { result: 'unavailable' }
    const body = { ...BODIES['/auth/register'], email: 'waiting@example.com', captcha_token: 'token' }
    const response = await request('POST', '/auth/register', { body })
    expect(response.statusCode).toBe(503)
    expect(response.headers['retry-after']).toBe('60')
    server.logged.length = 0
    const [row] = await server.db.query<{ n: number }>(
      '',
      `select count(*)::integer as n from identity_accounts where email = 'waiting@example.com'`,
    )
    expect(row?.n).toBe(0)
  })

  test('503: password resets wait, and no mail is sent', async () => {
    verdict = { result: 'unavailable' }
    const mails = async () => (await server.db.query('', 'select id from mails')).length
    const before = await mails()
    const response = await request('POST', '/auth/forgot-password', { body: BODIES['/auth/forgot-password'] })
    expect(response.statusCode).toBe(503)
    expect(await mails()).toBe(before)
    server.logged.length = 0
  })

  test('sign-in goes on, three times in a quarter of an hour from one network', async () => {
    verdict = { result: 'unavailable' }
    const login = (from: string) => request('POST', '/auth/login', { body: BODIES['/auth/login'], from })
    const addresses = ['2001:db8:5:1::1', '2001:db8:5:2::1', '2001:db8:5:3::1', '2001:db8:5:4::1']
    const answers = []
    for (const from of addresses) answers.push(await login(from))
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 429])
    expect(Number(answers[3]?.headers['retry-after'])).toBeGreaterThan(800)
    expect((await login('2001:db8:6::1')).statusCode).toBe(200)
  })

  test('sign-in goes on without that limit on a device that the account knows', async () => {
    const body = BODIES['/auth/login']
    const first = await request('POST', '/auth/login', { body, from: '203.0.113.20' })
    const device = first.cookies.find(({ name }) => name.startsWith('known_device'))
    verdict = { result: 'unavailable' }
    for (let time = 0; time < 5; time += 1) {
      const cookies = `${device?.name}=${device?.value}`
      expect((await request('POST', '/auth/login', { body, cookies, from: '203.0.113.20' })).statusCode).toBe(200)
    }
  })
})
