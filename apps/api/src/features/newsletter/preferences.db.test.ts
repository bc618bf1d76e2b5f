import { afterAll, describe, expect, test } from 'vitest'
import { testServer } from '../../testing/test-server.ts'
import { mailedToken, statusOf, subscribed } from './testing/links-in-mails.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const PATH = '/api/newsletter/preferences'
const get = (token: string) => server.request('GET', `${PATH}?token=${token}`)
const put = (body: object) => server.request('PUT', PATH, { body })
const resubscribe = (token: string) => server.request('POST', '/api/newsletter/resubscribe', { body: { token } })
const unsubscribe = (token: string) => server.request('POST', `/api/newsletter/unsubscribe?token=${token}`)
const FORGED = 'A'.repeat(43)

describe('GET /api/newsletter/preferences', () => {
  test('200: how it stands, and no more of the address than its owner needs', async () => {
    const response = await get(await subscribed(server, 'ada@example.com'))
    expect(response.json()).toEqual({
      email: 'a***@e***.com',
      status: 'active',
      topics: ['new_releases', 'practice', 'news'],
      frequency: 'all',
    })
  })

  test('400: a token that was not signed here', async () => expect((await get(FORGED)).statusCode).toBe(400))
  test('422: no token', async () => expect((await server.request('GET', PATH)).statusCode).toBe(422))
})

describe('PUT /api/newsletter/preferences', () => {
  test('200: is kept, each topic once', async () => {
    const token = await subscribed(server, 'bea@example.com')
    const response = await put({ token, topics: ['news', 'practice', 'news'], frequency: 'monthly' })
    expect(response.json()).toMatchObject({ topics: ['practice', 'news'], frequency: 'monthly' })
    expect((await get(token)).json()).toEqual(response.json())
  })

  test('400: a token that was not signed here', async () => {
    expect((await put({ token: FORGED, topics: [], frequency: 'all' })).statusCode).toBe(400)
  })

  test.each([{ topics: ['weather'] }, { frequency: 'hourly' }])('422: %j', async (wrong) => {
    const body = { token: FORGED, topics: [], frequency: 'all', ...wrong }
    expect((await put(body)).statusCode).toBe(422)
  })
})

describe('POST /api/newsletter/resubscribe', () => {
  test('200: whoever left is back with what they chose, however often it is told', async () => {
    const token = await subscribed(server, 'cleo@example.com')
    await put({ token, topics: ['news'], frequency: 'weekly' })
    await unsubscribe(token)
    for (let time = 0; time < 2; time += 1) {
      expect((await resubscribe(token)).json()).toMatchObject({
        status: 'active',
        topics: ['news'],
        frequency: 'weekly',
      })
    }
    expect(await server.db.query('', 'select 1 from newsletter_suppressions')).toEqual([])
  })

  test('200: what was never confirmed stays so', async () => {
    await server.request('POST', '/api/newsletter/subscribe', { body: { email: 'dan@example.com' } })
    await mailedToken(server, 'dan@example.com')
    const rows = await server.db.query<{ id: string }>(
      '',
      `select id from newsletter_subscribers where email = 'dan@example.com'`,
    )
    const token = server.parts.newsletter.tokens.manage.sign({ subscriberId: rows[0]?.id ?? '', campaignId: null })
    expect((await resubscribe(token)).json().status).toBe('pending')
    expect(await statusOf(server, 'dan@example.com')).toBe('pending')
  })

  test('400: a token that was not signed here', async () => expect((await resubscribe(FORGED)).statusCode).toBe(400))
  test('422: no token', async () => {
    expect((await server.request('POST', '/api/newsletter/resubscribe', { body: {} })).statusCode).toBe(422)
  })
})
