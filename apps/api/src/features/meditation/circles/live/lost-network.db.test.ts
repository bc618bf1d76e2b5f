import { CIRCLE_LIMITS } from '@better-and-bliss/breath/protocol'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testServer } from '../../../../testing/test-server.ts'
import { until } from '../../../../testing/until.ts'
import { closeAbandoned } from '../../close-abandoned.ts'
import { helloFor } from '../../live/testing/practice.ts'
import { openSocket } from '../../live/testing/thin-client.ts'
import { closeCircles } from '../close-circles.ts'
import type { CircleClient } from '../testing/circle-client.ts'
import { type Gathering, gather, signUpAll } from '../testing/gathering.ts'

const server = await testServer({ ACCESS_TOKEN_EXPIRE_MINUTES: '10000' })
afterAll(() => server[Symbol.asyncDispose]())
const { clock, db } = server
beforeAll(() => signUpAll(server))

const MINUTE_MS = 60_000
let circle: Gathering
let guest: string
beforeEach(async () => {
  await db.query('', 'delete from meditation_sessions')
  circle = await gather(server)
  guest = circle.members[1] ?? ''
})

const put = (session_id?: string) =>
  server.request('PUT', `/api/meditation/circles/${circle.id}/session`, {
    cookies: guest,
    body: { store_breath: true, session_id },
  })
const complete = async (id: string, body: object) =>
  (await server.request('POST', `/api/meditation/sessions/${id}/complete`, { cookies: guest, body })).json()
const history = async () => (await server.request('GET', '/api/meditation/sessions', { cookies: guest })).json()

/** A guest who follows the circle from its first inhale on; their session has begun. */
async function practising(): Promise<{ client: CircleClient; session: string }> {
  const client = await circle.follow(guest)
  await circle.ask('begin')
  await client.last('circle', ({ started_at_ms }) => started_at_ms !== null)
  clock.advance(CIRCLE_LIMITS.leadMs)
  return { client, session: (await put()).json().session_id }
}

/** The network is gone: the server has noted that. */
async function lose(client: CircleClient): Promise<void> {
  await client[Symbol.asyncDispose]()
  await until(async () => (await db.query('', 'select from meditation_sessions where left_at is not null')).length > 0)
}

/** Time passes, and the worker makes its rounds. */
async function pass(ms: number): Promise<void> {
  clock.advance(ms)
  await closeCircles(server)
  await closeAbandoned(server)
}

describe('a member whose network is lost in the middle of a circle', () => {
  test('goes on with the same session minutes later, with the microphone, too, and all the time counts', async () => {
    const { client, session } = await practising()
    clock.advance(MINUTE_MS)
    await lose(client)
    await pass(3 * MINUTE_MS)
    await using back = await circle.follow(guest)
    await back.last('circle')
    expect((await put(session)).json()).toMatchObject({ session_id: session, store_breath: true })
    await using breath = await openSocket(server.app, { cookies: guest })
    breath.say(helloFor(session))
    await breath.first('ready')
    await pass(30_000)
    expect(await complete(session, { elapsed_seconds: 270 })).toMatchObject({ duration_seconds: 270, completed: true })
    expect(await history()).toMatchObject({ total: 1 })
  })

  test('tells the whole of it after the circle is over, once, and no more than has passed', async () => {
    const { client, session } = await practising()
    clock.advance(MINUTE_MS)
    await lose(client)
    await pass(10 * MINUTE_MS)
    expect(await history()).toMatchObject({ sessions: [{ duration_seconds: 60, completed: false }] })
    const told = await complete(session, { elapsed_seconds: 304 })
    expect(told).toMatchObject({ duration_seconds: 304, completed: true })
    expect(await complete(session, { elapsed_seconds: 600 })).toEqual(told)
    expect(await history()).toMatchObject({ total: 1 })
  })

  test('has another session where the page was closed meanwhile: the time away is nobody\u2019s practice', async () => {
    const { client, session } = await practising()
    clock.advance(MINUTE_MS)
    await lose(client)
    await pass(2 * MINUTE_MS)
    await using back = await circle.follow(guest)
    await back.last('circle')
    const other = (await put()).json()
    expect(other.session_id).not.toBe(session)
    expect(Date.parse(other.started_at)).toBe(clock.nowMs())
    expect(await complete(session, {})).toMatchObject({ duration_seconds: 60, completed: false })
    expect((await put(session)).json()).toMatchObject({ status: 409, code: 'already_ended' })
  })

  test('who does not come back has practised until then, once the circle is over', async () => {
    const { client } = await practising()
    clock.advance(MINUTE_MS)
    await lose(client)
    await pass(2 * MINUTE_MS)
    expect(await history()).toMatchObject({ sessions: [{ duration_seconds: null }] })
    await pass(3 * MINUTE_MS)
    expect(await history()).toMatchObject({ sessions: [{ duration_seconds: 60, completed: false }] })
  })
})

test('a session that is deleted while the network of its circle is lost goes, and neither waits for the other in a circle', async () => {
  const { client, session } = await practising()
  await db.transaction(async (tx) => {
    await tx.query('', 'select from meditation_sessions where id = $1 for update', [session])
    await client[Symbol.asyncDispose]()
    await until(async () => (await db.query('', WAITING_FOR_LOCKS)).length > 0)
    await tx.query('', 'delete from meditation_sessions where id = $1', [session])
  })
  expect(await db.query('', 'select from meditation_sessions where id = $1', [session])).toEqual([])
})

const WAITING_FOR_LOCKS = `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`
