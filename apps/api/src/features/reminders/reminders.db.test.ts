import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { signIn, signUp } from '../../testing/members.ts'
import { testServer } from '../../testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

let members = 0
let email: string
let cookies: string

beforeEach(async () => {
  members += 1
  email = `member${members}@example.com`
  cookies = await signUp(server, email)
})

const choice = { on: true, days: [1, 2, 3, 4, 5, 6, 7], time: '07:30', time_zone: 'Europe/Berlin' }
const request = (method: 'GET' | 'PUT', body?: object, by: string | undefined = cookies) =>
  server.request(method, '/api/reminders', { ...(by && { cookies: by }), ...(body && { body }) })
async function suspended(): Promise<string> {
  const other = `suspended${members}@example.com`
  const signedIn = await signUp(server, other)
  await server.db.query('', "update users set status = 'suspended' where email = $1", [other])
  return signedIn
}
async function token(): Promise<string> {
  const [row] = await server.db.query<{ id: string }>('', 'select id from users where email = $1', [email])
  return server.parts.reminders.tokens.sign(row?.id ?? '')
}

describe('GET /api/reminders', () => {
  test('200: whoever has chosen nothing is left in peace', async () => {
    expect((await request('GET')).json()).toMatchObject({ on: false, next_at: null })
  })

  test('401: nobody; 403: a suspended member', async () => {
    expect((await request('GET', undefined, '')).statusCode).toBe(401)
    expect((await request('GET', undefined, await suspended())).statusCode).toBe(403)
  })
})

describe('PUT /api/reminders', () => {
  test('200: what is chosen is kept, and known when the next one is due; switched off, the choice stays', async () => {
    const chosen = (await request('PUT', { ...choice, days: [7, 1] })).json()
    expect(chosen).toMatchObject({ ...choice, days: [1, 7] })
    const next = new Date(chosen.next_at)
    expect(next.getTime()).toBeGreaterThan(server.clock.nowMs())
    expect(next.toLocaleTimeString('en-GB', { timeZone: 'Europe/Berlin', timeStyle: 'short' })).toBe('07:30')
    expect((await request('GET')).json()).toEqual(chosen)
    expect((await request('PUT', { ...choice, on: false })).json()).toMatchObject({
      ...choice,
      on: false,
      next_at: null,
    })
  })

  test.each([
    ['CET', 'Europe/Brussels'],
    ['IST', 'Asia/Kolkata'],
    ['Australia/Lord_Howe', 'Australia/Lord_Howe'],
    ['Pacific/Kiritimati', 'Pacific/Kiritimati'],
    ['Etc/GMT+12', 'Etc/GMT+12'],
  ])('200: %s is a zone whose clocks the next one keeps to, in summer and in winter', async (time_zone, timeZone) => {
    for (const month of [0, 6]) {
      while (new Date(server.clock.nowMs()).getUTCMonth() !== month) server.clock.advance(10 * 86_400_000)
      cookies = await signIn(server, email)
      const { next_at } = (await request('PUT', { ...choice, time_zone })).json()
      expect(new Date(next_at).toLocaleTimeString('en-GB', { timeZone, timeStyle: 'short' })).toBe('07:30')
    }
  })

  test('200: who says nothing of it gets mails alone, and has quiet nights', async () => {
    const byDefault = { by_mail: true, by_push: false, quiet_hours: { from: '21:00', until: '07:00' } }
    expect((await request('GET')).json()).toMatchObject(byDefault)
    expect((await request('PUT', choice)).json()).toMatchObject(byDefault)
  })

  test.each([
    { by_mail: true, by_push: true, quiet_hours: { from: '22:30', until: '06:15' } },
    { by_mail: false, by_push: true, quiet_hours: null },
  ])('200: the ways and the quiet hours are kept: %j', async (ways) => {
    expect((await request('PUT', { ...choice, ...ways })).json()).toMatchObject(ways)
    expect((await request('GET')).json()).toMatchObject({ ...choice, on: ways.by_mail, ...ways })
  })

  test('401: nobody; 403: a suspended member', async () => {
    expect((await request('PUT', choice, '')).statusCode).toBe(401)
    expect((await request('PUT', choice, await suspended())).statusCode).toBe(403)
  })

  test.each([
    ['no day', { days: [] }],
    ['a day twice', { days: [1, 1] }],
    ['an eighth day', { days: [8] }],
    ['a time that no clock shows', { time: '24:00' }],
    ['a zone that nobody knows', { time_zone: 'Mars/Base' }],
    ['no way', { by_mail: false, by_push: false }],
    ['quiet hours that are all of the day, or none', { quiet_hours: { from: '21:00', until: '21:00' } }],
    ['a quiet hour that no clock shows', { quiet_hours: { from: '21:00', until: '7' } }],
  ])('422: %s', async (_, wrong) => {
    expect((await request('PUT', { ...choice, ...wrong })).statusCode).toBe(422)
  })
})

describe('POST /api/reminders/off', () => {
  const post = (query: string, body = 'List-Unsubscribe=One-Click') =>
    server.request('POST', `/api/reminders/off${query}`, {
      body,
      headers: { origin: 'https://mail.example', 'content-type': 'application/x-www-form-urlencoded' },
    })

  test('200: a foreign client ends them without a session; told again, it is the same', async () => {
    await request('PUT', choice)
    for (const _ of [1, 2]) expect((await post(`?token=${await token()}`)).statusCode).toBe(200)
    expect((await request('GET')).json()).toMatchObject({ ...choice, on: false })
  })

  test('400: a token that was not signed here', async () => {
    expect((await post(`?token=${'A'.repeat(43)}`)).statusCode).toBe(400)
  })

  test('413: a body that is long', async () => {
    expect((await post(`?token=${await token()}`, 'x'.repeat(5_000))).statusCode).toBe(413)
  })

  test('422: no token', async () => {
    expect((await post('')).statusCode).toBe(422)
  })
})

describe('GET /api/reminders/off', () => {
  test('302: leads to the page, and changes nothing', async () => {
    await request('PUT', choice)
    const signed = await token()
    const response = await server.request('GET', `/api/reminders/off?token=${signed}`)
    expect([response.statusCode, response.headers.location]).toEqual([
      302,
      `http://localhost:5173/reminders/off?token=${signed}`,
    ])
    expect((await request('GET')).json()).toMatchObject({ on: true })
  })

  test('422: no token', async () => {
    expect((await server.request('GET', '/api/reminders/off')).statusCode).toBe(422)
  })
})
