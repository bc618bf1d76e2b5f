import { afterAll, describe, expect, test } from 'vitest'
import { testServer } from '../../testing/test-server.ts'
import { statusOf, subscribed } from './testing/links-in-mails.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())
const { db } = server

const URL_PATH = '/api/newsletter/unsubscribe'

describe('POST /api/newsletter/unsubscribe', () => {
  test.each([
    ['urlencoded', 'application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click'],
    [
      'multipart',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n',
    ],
    ['empty', '', ''],
  ])('200: a foreign client with a body that is %s', async (name, contentType, body) => {
    const email = `${name}@example.com`
    const token = await subscribed(server, email)
    const headers = { origin: 'https://mail.example', ...(contentType && { 'content-type': contentType }) }
    for (let time = 0; time < 2; time += 1) {
      const response = await server.request('POST', `${URL_PATH}?token=${token}`, { body, headers })
      expect(response.statusCode).toBe(200)
      expect(response.headers['set-cookie']).toBeUndefined()
    }
    expect(await statusOf(server, email)).toBe('unsubscribed')
    const { hashEmail } = server.parts.newsletter
    const hashes = await db.query('', 'select reason from newsletter_suppressions where email_hash = $1', [
      hashEmail(email),
    ])
    expect(hashes).toEqual([{ reason: 'unsubscribed' }])
  })

  test('200: the campaign that led to it is known, once', async () => {
    const email = 'campaign@example.com'
    await subscribed(server, email)
    const [row] = await db.query<{ id: string }>('', 'select id from newsletter_subscribers where email = $1', [email])
    const campaignId = '0b7c1e5e-5d0b-4c3e-9a53-0d6a4c1f2b3e'
    const { oneClick } = server.parts.newsletter.links(row?.id ?? '', campaignId)
    const { pathname, search } = new URL(oneClick)
    for (let time = 0; time < 2; time += 1) await server.request('POST', `${pathname}${search}`)
    const endings = await db.query('', 'select reason from newsletter_endings where campaign_id = $1', [campaignId])
    expect(endings).toEqual([{ reason: 'unsubscribed' }])
  })

  test('200: of a subscriber who was deleted', async () => {
    const token = await subscribed(server, 'deleted@example.com')
    await db.query('', `delete from newsletter_subscribers where email = 'deleted@example.com'`)
    expect((await server.request('POST', `${URL_PATH}?token=${token}`)).statusCode).toBe(200)
  })

  test('400: a token that was not signed here', async () => {
    expect((await server.request('POST', `${URL_PATH}?token=${'A'.repeat(43)}`)).statusCode).toBe(400)
  })

  test('413: a body that is long', async () => {
    const token = await subscribed(server, 'long@example.com')
    const body = 'x'.repeat(5_000)
    expect((await server.request('POST', `${URL_PATH}?token=${token}`, { body })).statusCode).toBe(413)
  })

  test('422: no token', async () => {
    expect((await server.request('POST', URL_PATH)).statusCode).toBe(422)
  })
})

describe('GET /api/newsletter/unsubscribe', () => {
  test('302: leads to the page, and changes nothing', async () => {
    const token = await subscribed(server, 'reader@example.com')
    const response = await server.request('GET', `${URL_PATH}?token=${token}`)
    expect(response.statusCode).toBe(302)
    expect(response.headers.location).toBe(`http://localhost:5173/newsletter/unsubscribe?token=${token}`)
    expect(await statusOf(server, 'reader@example.com')).toBe('active')
  })

  test('422: no token', async () => {
    expect((await server.request('GET', URL_PATH)).statusCode).toBe(422)
  })
})
