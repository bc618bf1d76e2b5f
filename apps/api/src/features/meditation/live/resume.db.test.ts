import type { PhaseEvent } from '@better-and-bliss/breath/protocol'
import { breathing } from '@better-and-bliss/breath/synthesis'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signUp } from '../../../testing/members.ts'
import { secondServer, type TestServer, testServer } from '../../../testing/test-server.ts'
import { until } from '../../../testing/until.ts'
import { helloFor, play, startSession, storedPhases } from './testing/practice.ts'
import { openSocket, type ThinClient } from './testing/thin-client.ts'

const first = await testServer()
const second = await secondServer(first)
afterAll(async () => {
  await second[Symbol.asyncDispose]()
  await first[Symbol.asyncDispose]()
})

const SECOND = 16_000
/** Three hops that come again after a resume: they are not stored. */
const WINDOW_SAMPLES = 480
const cookies = await signUp(first, 'ada@example.com')
const { samples } = breathing({ seconds: 60, seed: 7 })
/** What the session is when nothing goes wrong. */
let undisturbed: { phases: PhaseEvent[]; stored: unknown[] }

beforeAll(async () => {
  const { client, session } = await begin(first)
  await play(first, client, samples)
  const phases = await sayBye(client)
  undisturbed = { phases, stored: await storedPhases(first.db, session) }
})

async function begin(server: TestServer) {
  const session = await startSession(server, cookies)
  const client = await openSocket(server.app, { cookies })
  client.say(helloFor(session))
  const { stream } = await client.first('ready')
  return { session, client, stream }
}

async function sayBye(client: ThinClient): Promise<PhaseEvent[]> {
  client.say({ type: 'bye' })
  expect(await client.closed).toMatchObject({ code: 1000 })
  return client.all('phase')
}

/** A new socket that goes on where the lost one was. */
async function resume(server: TestServer, session: string, stream: string, lost: ThinClient) {
  const client = await openSocket(server.app, { cookies })
  client.say(helloFor(session, { resume: { stream, last_seq: lost.all('phase').at(-1)?.seq ?? 0 } }))
  return { client, ready: await client.first('ready') }
}

describe('a socket that is lost in the middle of a breath', () => {
  test.each([
    ['to the same process', () => first],
    ['to another process', () => second],
  ])('goes on %s: no phase is lost, doubled or different', async (_, next) => {
    const { client: lost, session, stream } = await begin(first)
    await play(first, lost, samples, { to: 29.3 * SECOND })
    lost.socket.terminate()
    await lost.closed
    const { client, ready } = await resume(next(), session, stream, lost)
    expect(ready).toMatchObject({ resumed: true, stream, base_ms: 0 })
    const acknowledged = lost.all('ack').at(-1)?.accepted_sample ?? 0
    expect(ready.accepted_sample).toBeGreaterThanOrEqual(acknowledged)
    await play(next(), client, samples, { from: ready.accepted_sample })
    const rest = await sayBye(client)
    expect([...lost.all('phase'), ...rest]).toEqual(undisturbed.phases)
    expect(await storedPhases(first.db, session)).toEqual(undisturbed.stored)
  })

  test('goes on from any sound that the client has kept, however much of it is known already', async () => {
    const { client: lost, session, stream } = await begin(first)
    await play(first, lost, samples, { to: 20 * SECOND })
    lost.socket.terminate()
    const { client, ready } = await resume(second, session, stream, lost)
    await play(first, client, samples, { from: Math.max(0, ready.accepted_sample - 4_321) })
    const rest = await sayBye(client)
    expect([...lost.all('phase'), ...rest]).toEqual(undisturbed.phases)
  })

  test('many times over', async () => {
    const { session, client: begun, stream } = await begin(first)
    let client = begun
    let from = 0
    const received: PhaseEvent[] = []
    for (const [index, to] of [7.77, 13.2, 13.3, 31.05, 47].entries()) {
      await play(first, client, samples, { from, to: to * SECOND })
      const lost = client
      lost.socket.terminate()
      await lost.closed
      received.push(...lost.all('phase'))
      const last_seq = received.at(-1)?.seq ?? 0
      client = await openSocket((index % 2 ? first : second).app, { cookies })
      client.say(helloFor(session, { resume: { stream, last_seq } }))
      from = (await client.first('ready')).accepted_sample
    }
    await play(first, client, samples, { from })
    received.push(...(await sayBye(client)))
    expect(received).toEqual(undisturbed.phases)
    expect(await storedPhases(first.db, session)).toEqual(undisturbed.stored)
  })

  test('is told again what it missed, and only that', async () => {
    const { client: lost, session, stream } = await begin(first)
    await play(first, lost, samples, { to: 15 * SECOND })
    await until(() => (lost.all('phase').at(-1)?.t_ms ?? 0) > 12_000)
    lost.socket.terminate()
    await lost.closed
    const told = lost.all('phase')
    const missed = told.slice(-3)
    const client = await openSocket(first.app, { cookies })
    client.say(helloFor(session, { resume: { stream, last_seq: (missed[0]?.seq ?? 0) - 1 } }))
    const { accepted_sample } = await client.first('ready')
    await play(first, client, samples, { from: accepted_sample, to: 15 * SECOND })
    await until(() => client.all('phase').length >= missed.length)
    expect(client.all('phase').slice(0, 3)).toEqual(missed)
    const seqs = client.all('phase').map(({ seq }) => seq)
    expect(seqs).toEqual([...new Set(seqs)].toSorted((a, b) => a - b))
    await client[Symbol.asyncDispose]()
  })

  test('is followed by all the sound of half a minute without a network, at once', async () => {
    const { client: lost, session, stream } = await begin(first)
    await play(first, lost, samples, { to: 10 * SECOND })
    first.clock.advance(30_000)
    lost.socket.terminate()
    await until(async () => (await savedAtMs(session)) === first.clock.nowMs())
    const { client, ready } = await resume(first, session, stream, lost)
    await play(first, client, samples, { from: ready.accepted_sample, to: 40 * SECOND, advanceMs: 1 })
    await play(first, client, samples, { from: 40 * SECOND })
    const rest = await sayBye(client)
    expect([...lost.all('phase'), ...rest]).toEqual(undisturbed.phases)
    expect([...client.all('error'), ...client.all('slow_down')]).toEqual([])
  })

  test('may go on at once after its ready, before anything of it is stored', async () => {
    const { client: lost, session, stream } = await begin(first)
    await lost.first('ack')
    lost.socket.terminate()
    await lost.closed
    await first.db.query('', 'update breath_streams set snapshot = null where session_id = $1', [session])
    const { client, ready } = await resume(second, session, stream, lost)
    expect(ready).toMatchObject({ resumed: true, accepted_sample: 0 })
    await client[Symbol.asyncDispose]()
  })
})

describe('a new stream of the same session', () => {
  test.each([
    ['after more than a minute', 61_000, (stream: string) => ({ resume: { stream, last_seq: 0 } })],
    ['of a client that has forgotten the old one', 10_000, () => ({})],
  ])('%s counts on, and its clock has gone on like any other', async (_, awayMs, change) => {
    const { client: lost, session, stream } = await begin(first)
    await play(first, lost, samples, { to: 30 * SECOND })
    lost.socket.terminate()
    await lost.closed
    await until(async () => (await acceptedSamples(session)) === 30 * SECOND - WINDOW_SAMPLES)
    first.clock.advance(awayMs)
    const client = await openSocket(second.app, { cookies })
    client.say(helloFor(session, change(stream)))
    const ready = await client.first('ready')
    expect(ready).toMatchObject({ resumed: false, accepted_sample: 0, base_ms: 30_000 + awayMs })
    expect(ready.stream).not.toBe(stream)
    await play(first, client, samples, { to: 30 * SECOND })
    const before = lost.all('phase')
    const after = await sayBye(client)
    const firstSeq = after[0]?.seq ?? 0
    expect(firstSeq).toBeGreaterThan(before.at(-1)?.seq ?? 0)
    expect(after.map(({ seq }) => seq)).toEqual(after.map((_, index) => firstSeq + index))
    expect(after.at(-1)?.breath_number).toBeGreaterThan(before.at(-1)?.breath_number ?? 0)
    const begun = after.filter(({ state, event_type }) => state === 'start' && event_type !== 'idle')
    expect(Math.min(...begun.map(({ t_ms }) => t_ms))).toBeGreaterThanOrEqual(ready.base_ms)
  })

  test('comes also after a bye, as long as the session runs', async () => {
    const { client: gone, session } = await begin(first)
    await play(first, gone, samples, { to: 20 * SECOND })
    const before = await sayBye(gone)
    const client = await openSocket(first.app, { cookies })
    client.say(helloFor(session))
    await client.first('ready')
    await play(first, client, samples, { to: 20 * SECOND })
    const after = await sayBye(client)
    const ids = (events: PhaseEvent[]) => new Set(events.filter(({ state }) => state === 'end').map(({ id }) => id))
    expect([...ids(before)].filter((id) => ids(after).has(id))).toEqual([])
    expect(await storedPhases(first.db, session)).toHaveLength(ids(before).size + ids(after).size)
  })

  test('of a snapshot that this version does not understand begins anew, and loses nothing that is stored', async () => {
    const { client: lost, session, stream } = await begin(first)
    await play(first, lost, samples, { to: 20 * SECOND })
    lost.socket.terminate()
    await lost.closed
    await until(async () => (await acceptedSamples(session)) === 20 * SECOND - WINDOW_SAMPLES)
    const count = async () =>
      (await first.db.query('', 'select id from breath_events where session_id = $1', [session])).length
    const before = await count()
    await first.db.query('', `update breath_streams set snapshot = '\\x0102' where session_id = $1`, [session])
    const { client, ready } = await resume(first, session, stream, lost)
    expect(ready).toMatchObject({ resumed: false, accepted_sample: 0, base_ms: 0 })
    await play(first, client, samples, { to: 20 * SECOND })
    await sayBye(client)
    expect(await count()).toBeGreaterThanOrEqual(2 * before)
  })
})

describe('the newest socket of a session', () => {
  test.each([
    ['in the same process', () => first],
    ['in another process', () => second],
  ])('%s wins: the older one closes with 4409 and writes no more', async (_, next) => {
    const { client: older, session, stream } = await begin(first)
    await play(first, older, samples, { to: 10 * SECOND })
    const { client: newer, ready } = await resume(next(), session, stream, older)
    expect(await older.closed).toMatchObject({ code: 4409 })
    expect(older.all('error').at(-1)).toMatchObject({ code: 'replaced' })
    expect(ready.resumed).toBe(true)
    await play(first, newer, samples, { from: ready.accepted_sample, to: 20 * SECOND })
    newer.socket.terminate()
    await until(async () => (await acceptedSamples(session)) === 20 * SECOND - WINDOW_SAMPLES)
  })
})

async function savedAtMs(session: string): Promise<number | undefined> {
  const [row] = await first.db.query<{ ms: number }>(
    '',
    'select extract(epoch from saved_at)::float8 * 1000 as ms from breath_streams where session_id = $1',
    [session],
  )
  return row?.ms
}

async function acceptedSamples(session: string): Promise<number> {
  const [row] = await first.db.query<{ accepted: number }>(
    '',
    'select (base_sample + accepted_sample)::float8 as accepted from breath_streams where session_id = $1',
    [session],
  )
  return row?.accepted ?? -1
}
