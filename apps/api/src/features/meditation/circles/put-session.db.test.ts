import { randomUUID } from 'node:crypto'
import { CIRCLE_LIMITS } from '@better-and-bliss/breath/protocol'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { signIn, signUp } from '../../../testing/members.ts'
import { testServer } from '../../../testing/test-server.ts'
import { closeAbandoned } from '../close-abandoned.ts'
import { closeCircles } from './close-circles.ts'
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
const post = (path: string, cookies: string) => server.request('POST', `${CIRCLES}${path}`, { cookies })

describe('PUT /api/meditation/circles/{id}/session', () => {
  const put = (id: string, cookies: string, store_breath = true) =>
    server.request('PUT', `${CIRCLES}/${id}/session`, { cookies, body: { store_breath } })
  const history = async (cookies: string) =>
    (await server.request('GET', '/api/meditation/sessions', { cookies })).json()

  async function begun(body: object = {}): Promise<string> {
    const { id, code } = await openedCircle(server, host, body)
    await join(server, guest, code)
    await post(`/${id}/begin`, host)
    return id
  }

  test('200: each has one of their own, which is practice once, from the first inhale on', async () => {
    const id = await begun()
    const answers = await Promise.all([put(id, host), put(id, host), put(id, guest, false)])
    const [mine, again, theirs] = answers.map((answer) => answer.json())
    expect(mine).toMatchObject({ session_type: 'free_practice', pattern: 'box', store_breath: true })
    expect(Date.parse(mine.started_at)).toBe(clock.nowMs() + CIRCLE_LIMITS.leadMs)
    expect(again).toEqual(mine)
    expect(theirs.session_id).not.toBe(mine.session_id)
    clock.advance(CIRCLE_LIMITS.leadMs + 60_000)
    const complete = `/api/meditation/sessions/${mine.session_id}/complete`
    await server.request('POST', complete, { cookies: host })
    const { json } = await server.request('POST', complete, { cookies: host })
    expect(json()).toMatchObject({ duration_seconds: 60, completed: true, was_heard: false })
    expect(await history(host)).toMatchObject({ total: 1, sessions: [{ session_id: mine.session_id }] })
    expect(await history(guest)).toMatchObject({ total: 1, sessions: [{ duration_seconds: null }] })
  })

  test('200: of who comes late it begins then', async () => {
    const id = await begun()
    clock.advance(CIRCLE_LIMITS.leadMs + 30_000)
    expect(Date.parse((await put(id, guest)).json().started_at)).toBe(clock.nowMs())
  })

  test('200: what nobody completed ends when its member was seen last, once', async () => {
    const id = await begun({ minutes: 1 })
    clock.advance(CIRCLE_LIMITS.leadMs)
    const { session_id } = (await put(id, guest)).json()
    clock.advance(20_000)
    await db.query('', `update circle_members set seen_at = $2 where session_id = $1`, [
      session_id,
      new Date(clock.nowMs()),
    ])
    clock.advance(200_000)
    await closeCircles({ db, clock })
    await closeAbandoned({ db, clock })
    expect(await history(guest)).toMatchObject({ total: 1, sessions: [{ duration_seconds: 20, completed: false }] })
    clock.advance(24 * 3_600_000)
    await closeCircles({ db, clock })
    expect(await db.query('', 'select 1 from circles where id = $1', [id])).toEqual([])
    // The access token has expired by then.
    expect((await history(await signIn(server, `member${people}@example.com`))).total).toBe(1)
  })

  test('409: before it has begun, and when it is over', async () => {
    const { id } = await openedCircle(server, host)
    expect((await put(id, host)).json()).toMatchObject({ status: 409, code: 'not_under_way' })
    await post(`/${id}/end`, host)
    expect((await put(id, host)).json()).toMatchObject({ status: 409, code: 'already_ended' })
  })

  test('404: for who is not in it', async () => {
    const { id } = await openedCircle(server, host)
    expect((await put(id, guest)).statusCode).toBe(404)
  })

  test('422: without a word on what may be kept', async () => {
    const { id } = await openedCircle(server, host)
    const response = await server.request('PUT', `${CIRCLES}/${id}/session`, { cookies: host, body: {} })
    expect(response.statusCode).toBe(422)
  })

  test('401: without a session', async () => {
    const body = { store_breath: true }
    expect((await server.request('PUT', `${CIRCLES}/${randomUUID()}/session`, { body })).statusCode).toBe(401)
  })
})
