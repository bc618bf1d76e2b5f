import { randomUUID } from 'node:crypto'
import { CIRCLE_LIMITS } from '@better-and-bliss/breath/protocol'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { setStanding, signUp } from '../../../testing/members.ts'
import { secondServer, testServer } from '../../../testing/test-server.ts'
import { join, openedCircle } from './testing/circle-client.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())
const { clock, db } = server

let people = 0
let host: string
let guest: string
beforeEach(async () => {
  host = await newMember()
  guest = await newMember()
})

async function newMember(): Promise<string> {
  people += 1
  return signUp(server, `member${people}@example.com`)
}

const CIRCLES = '/api/meditation/circles'
const post = (path: string, cookies: string, body?: object) =>
  server.request('POST', `${CIRCLES}${path}`, { cookies, ...(body && { body }) })
const box = { pattern: 'box', minutes: 5 }

async function suspended(): Promise<string> {
  const cookies = await newMember()
  await setStanding(db, `member${people}@example.com`, { status: 'suspended' })
  return cookies
}

describe('POST /api/meditation/circles', () => {
  test('201: with a code, a pace and a place for its host, for whole breaths', async () => {
    const response = await post('', host, { ...box, minutes: 5 })
    expect(response.statusCode).toBe(201)
    expect(response.json()).toMatchObject({
      code: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{8}$/),
      is_host: true,
      state: 'waiting',
      pattern: 'box',
      pattern_name: null,
      target: { inhale_ms: 4_000 },
      duration_seconds: 304,
      started_at: null,
    })
    expect(response.json().websocket_url).toMatch(/^ws:.*\/api\/meditation\/ws\/circle\?circle_id=/)
  })

  test('201: with a pattern of the studio, and with one of the host', async () => {
    const target = { inhale_ms: 5_000, hold_in_ms: 0, exhale_ms: 10_000, hold_out_ms: 0 }
    const id = randomUUID()
    await db.query(
      '',
      `insert into breath_patterns (id, name, words, target, position, is_shown) values ($1, 'Wave', '', $2, 1, true)`,
      [id, target],
    )
    const ofStudio = { pattern: 'studio', pattern_id: id, minutes: 1 }
    expect((await post('', host, ofStudio)).json()).toMatchObject({
      pattern_name: 'Wave',
      target,
      duration_seconds: 60,
    })
    const own = { pattern: 'own', target, minutes: 1 }
    expect((await post('', guest, own)).json()).toMatchObject({ pattern: 'own', pattern_name: null, target })
  })

  test('409: while another one of the host is open, however fast they ask; not once that is over', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => post('', host, box)))
    expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([201, 409, 409, 409, 409])
    expect(answers.find(({ statusCode }) => statusCode === 409)?.json()).toMatchObject({ code: 'circle_open' })
    clock.advance(CIRCLE_LIMITS.waitsForMs)
    const back = await newMember()
    const first = await openedCircle(server, back)
    await post(`/${first.id}/end`, back)
    expect((await post('', back, box)).statusCode).toBe(201)
  })

  test('404: with a pattern that the studio took back', async () => {
    const response = await post('', host, { pattern: 'studio', pattern_id: randomUUID(), minutes: 5 })
    expect(response.statusCode).toBe(404)
  })

  test.each([
    { pattern: 'none', minutes: 5 },
    { pattern: 'box', minutes: 0 },
    { pattern: 'box', minutes: 61 },
    { pattern: 'own', minutes: 5 },
    { pattern: 'studio', minutes: 5 },
    { pattern: 'box', minutes: 5, pattern_id: randomUUID() },
  ])('422: with %j', async (body) => {
    expect((await post('', host, body)).statusCode).toBe(422)
  })

  test('401: without a session', async () => {
    expect((await server.request('POST', CIRCLES, { body: box })).statusCode).toBe(401)
  })
})

describe('GET /api/meditation/circles/current', () => {
  const current = (cookies: string) => server.request('GET', `${CIRCLES}/current`, { cookies })

  test('200: the circle that the member hosts until it is over, and none of which they are only a guest', async () => {
    expect((await current(host)).json()).toEqual({ circle: null })
    const { id, code } = await openedCircle(server, host)
    await join(server, guest, code)
    expect((await current(host)).json()).toMatchObject({ circle: { id, code, is_host: true } })
    expect((await current(guest)).json()).toEqual({ circle: null })
    await post(`/${id}/end`, host)
    expect((await current(host)).json()).toEqual({ circle: null })
  })

  test('401: without a session', async () => {
    expect((await server.request('GET', `${CIRCLES}/current`)).statusCode).toBe(401)
  })

  test('403: for somebody who is suspended', async () => {
    expect((await current(await suspended())).statusCode).toBe(403)
  })
})

describe('POST /api/meditation/circles/join', () => {
  test('200: by the code however it is typed, also once it has begun, and again', async () => {
    const { id, code } = await openedCircle(server, host)
    const typed = ` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)} `
    expect((await post('/join', guest, { code: typed })).json()).toMatchObject({ id, is_host: false, state: 'waiting' })
    await post(`/${id}/begin`, host)
    expect((await post('/join', guest, { code })).json()).toMatchObject({ id, state: 'running' })
  })

  test('404: with a code that opens nothing, or no longer', async () => {
    const { id, code } = await openedCircle(server, host)
    expect((await post('/join', guest, { code: 'ZZZZZZZZ' })).statusCode).toBe(404)
    await post(`/${id}/end`, host)
    expect((await post('/join', guest, { code })).json()).toMatchObject({ status: 404, code: 'not_found' })
  })

  test('404: with a code that nobody has begun with for two hours', async () => {
    const { code } = await openedCircle(server, host)
    clock.advance(CIRCLE_LIMITS.waitsForMs)
    expect((await post('/join', await newMember(), { code })).statusCode).toBe(404)
  })

  test('409: for the fifty-first, on whichever process and however many come at once; a place that nobody holds is free', async () => {
    await using second = await secondServer(server)
    const { id, code } = await openedCircle(server, host)
    await db.query(
      '',
      `with people as (
         insert into users (cognito_sub, email) select gen_random_uuid(), 'crowd-' || $1::uuid || '-' || n || '@example.com'
         from generate_series(1, 46) n returning id
       ) insert into circle_members (circle_id, user_id, seen_at) select $1::uuid, id, to_timestamp($2::float8 / 1000) from people`,
      [id, clock.nowMs()],
    )
    const guests = await Promise.all(Array.from({ length: 6 }, newMember))
    const body = { code }
    const answers = await Promise.all(
      guests.map((cookies, index) =>
        (index % 2 ? server : second).request('POST', `${CIRCLES}/join`, { cookies, body }),
      ),
    )
    expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([
      200, 200, 200, 409, 409, 409,
    ])
    expect(answers.find(({ statusCode }) => statusCode === 409)?.json()).toMatchObject({ code: 'circle_full' })
    const [late] = guests.filter((_, index) => answers[index]?.statusCode === 409)
    clock.advance(CIRCLE_LIMITS.placeHeldMs)
    expect((await post('/join', late ?? '', body)).statusCode).toBe(200)
  })

  test('200: again and again for who has joined, also after many tries: a lost line finds back to its place', async () => {
    const { code } = await openedCircle(server, host)
    await join(server, guest, code)
    for (let tries = 0; tries < 31; tries += 1) await post('/join', guest, { code: `YYYYYY${tries}` })
    expect((await post('/join', guest, { code })).statusCode).toBe(200)
  })

  test('429: for who tries many codes, saying until when', async () => {
    const statuses = []
    for (let tries = 0; tries < 31; tries += 1)
      statuses.push((await post('/join', guest, { code: `ZZZZZZ${tries}` })).statusCode)
    expect(statuses).toEqual([...Array<number>(30).fill(404), 429])
    expect((await post('/join', guest, { code: 'ZZZZZZZZ' })).headers['retry-after']).toBeDefined()
  })

  test.each([{}, { code: 'A'.repeat(21) }, { code: 7 }])('422: with %j', async (body) => {
    expect((await post('/join', guest, body)).statusCode).toBe(422)
  })

  test('401: without a session', async () => {
    expect((await server.request('POST', `${CIRCLES}/join`, { body: { code: 'x' } })).statusCode).toBe(401)
  })
})

describe('POST /api/meditation/circles/{id}/begin', () => {
  test('200: the first inhale is some seconds ahead, and stays where it is when it is asked for again', async () => {
    const { id } = await openedCircle(server, host)
    const begun = (await post(`/${id}/begin`, host)).json()
    const startsAtMs = clock.nowMs() + CIRCLE_LIMITS.leadMs
    expect(begun).toMatchObject({ state: 'running', started_at: new Date(startsAtMs).toISOString() })
    expect(Date.parse(begun.ends_at)).toBe(startsAtMs + 304_000)
    clock.advance(2_000)
    expect((await post(`/${id}/begin`, host)).json()).toEqual(begun)
  })

  test('403: for a member who is not its host', async () => {
    const { id, code } = await openedCircle(server, host)
    await join(server, guest, code)
    expect((await post(`/${id}/begin`, guest)).statusCode).toBe(403)
  })

  test('404: for who is not in it, and for one that never was', async () => {
    const { id } = await openedCircle(server, host)
    expect((await post(`/${id}/begin`, guest)).statusCode).toBe(404)
    expect((await post(`/${randomUUID()}/begin`, host)).statusCode).toBe(404)
  })

  test('401: without a session', async () => {
    expect((await server.request('POST', `${CIRCLES}/${randomUUID()}/begin`)).statusCode).toBe(401)
  })
})

describe('POST /api/meditation/circles/{id}/end', () => {
  test('200: it is over from now on, and was so when it is asked again', async () => {
    const { id } = await openedCircle(server, host)
    const over = (await post(`/${id}/end`, host)).json()
    expect(over).toMatchObject({ state: 'over', ends_at: new Date(clock.nowMs()).toISOString() })
    clock.advance(1_000)
    expect((await post(`/${id}/end`, host)).json()).toEqual(over)
    expect((await post(`/${id}/begin`, host)).json()).toEqual(over)
  })

  test('403: for a member who is not its host', async () => {
    const { id, code } = await openedCircle(server, host)
    await join(server, guest, code)
    expect((await post(`/${id}/end`, guest)).statusCode).toBe(403)
  })

  test('404: for who is not in it', async () => {
    const { id } = await openedCircle(server, host)
    expect((await post(`/${id}/end`, guest)).statusCode).toBe(404)
  })

  test('401: without a session', async () => {
    expect((await server.request('POST', `${CIRCLES}/${randomUUID()}/end`)).statusCode).toBe(401)
  })
})
