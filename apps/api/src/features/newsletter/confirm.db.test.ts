import { afterAll, describe, expect, test } from 'vitest'
import { testServer } from '../../testing/test-server.ts'
import { mailedToken, statusOf, subscribed } from './testing/links-in-mails.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())
const { clock, db } = server
const DAY_MS = 86_400_000

const asked = async (email: string) => {
  await server.request('POST', '/api/newsletter/subscribe', { body: { email } })
  return mailedToken(server, email)
}
const confirm = (token: string) => server.request('POST', '/api/newsletter/confirm', { body: { token } })
const unsubscribe = (token: string) => server.request('POST', `/api/newsletter/unsubscribe?token=${token}`)

describe('POST /api/newsletter/confirm', () => {
  test('200: begins the newsletter, and is told again without harm', async () => {
    const token = await asked('ada@example.com')
    expect(await statusOf(server, 'ada@example.com')).toBe('pending')
    const askedAt = clock.nowMs()
    clock.advance(3_600_000)
    const responses = [await confirm(token), await confirm(token)]
    expect(responses.map(({ statusCode }) => statusCode)).toEqual([200, 200])
    const [row] = await db.query<{ consent_at: Date; confirmed_at: Date; status: string }>(
      '',
      `select status, consent_at, confirmed_at from newsletter_subscribers`,
    )
    expect(row?.status).toBe('active')
    expect(row?.consent_at.getTime()).toBe(Math.floor(askedAt / 1000) * 1000)
    expect(row?.confirmed_at.getTime()).toBe(clock.nowMs())
  })

  test('200: whoever left comes back by a new link', async () => {
    const token = await subscribed(server, 'back@example.com')
    clock.advance(DAY_MS)
    await unsubscribe(token)
    clock.advance(1_000)
    expect((await confirm(await asked('back@example.com'))).statusCode).toBe(200)
    expect(await statusOf(server, 'back@example.com')).toBe('active')
    expect(await db.query('', 'select 1 from newsletter_suppressions')).toEqual([])
  })

  test('400: a link that was changed, or is for something else', async () => {
    const token = await asked('eve@example.com')
    const { manage_token } = (await confirm(token)).json()
    const changed = `${token[0] === 'A' ? 'B' : 'A'}${token.slice(1)}`
    for (const wrong of [changed, manage_token, 'A']) expect((await confirm(wrong)).statusCode).toBe(400)
    expect((await unsubscribe(token)).statusCode).toBe(400)
  })

  test('410: a link that is older than a week, or than the end of the subscription', async () => {
    const late = await asked('late@example.com')
    const used = await asked('used@example.com')
    await unsubscribe((await confirm(used)).json().manage_token)
    expect((await confirm(used)).statusCode).toBe(410)
    expect(await statusOf(server, 'used@example.com')).toBe('unsubscribed')
    clock.advance(7 * DAY_MS + 1_000)
    expect((await confirm(late)).json()).toMatchObject({ status: 410, code: 'link_expired' })
  })

  test('422: no token', async () => {
    expect((await server.request('POST', '/api/newsletter/confirm', { body: {} })).statusCode).toBe(422)
  })
})
