import { createFeatures, HOP_SAMPLES, RECORD_BYTES } from '@better-and-bliss/breath'
import { breathing } from '@better-and-bliss/breath/synthesis'
import { afterAll, describe, expect, test } from 'vitest'
import { signUp } from '../../../testing/members.ts'
import { testServer } from '../../../testing/test-server.ts'
import { until } from '../../../testing/until.ts'
import { helloFor, play, startSession, storedPhases } from './testing/practice.ts'
import { openSocket, type ThinClient } from './testing/thin-client.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const cookies = await signUp(server, 'ada@example.com')
const { samples, phases } = breathing({ seconds: 60, seed: 1 })
/** Three hops: they are not stored. */
const WINDOW_SAMPLES = 480
const exhales = phases.filter(({ phase }) => phase === 'exhale').length

/** One whole session of `samples`, or of what was measured of them. */
async function practise(body: object = {}, sendAs: typeof play | typeof playFeatures = play) {
  const session = await startSession(server, cookies, body)
  const client = await openSocket(server.app, { cookies })
  client.say(helloFor(session, sendAs === play ? {} : { format: 'features' }))
  await client.first('ready')
  await sendAs(server, client, samples)
  client.say({ type: 'bye' })
  expect(await client.closed).toEqual({ code: 1000, reason: 'Goodbye' })
  return { session, client }
}

async function playFeatures(_: typeof server, client: ThinClient, all: Int16Array): Promise<void> {
  const records = new Uint8Array((all.length / HOP_SAMPLES) * RECORD_BYTES)
  createFeatures().push(all, records)
  for (let hop = 0; hop * RECORD_BYTES < records.length; hop += 10) {
    server.clock.advance(100)
    const payload = records.slice(hop * RECORD_BYTES, (hop + 10) * RECORD_BYTES)
    client.frame({ kind: 'features', firstSample: hop * HOP_SAMPLES, payload })
    if (hop % 100 === 90) await client.caughtUp()
  }
}

describe('a thin client that streams a minute of breath', () => {
  test('is told of every phase, counts right, and finds the ended ones stored as it was told', async () => {
    const { session, client } = await practise()
    const { metrics } = await client.first('bye')
    expect(Math.abs(metrics.total_breaths - exhales)).toBeLessThanOrEqual(1)
    const told = client.all('phase')
    expect(told.map(({ seq }) => seq)).toEqual(told.map((_, index) => index + 1))
    const last = new Map(told.filter(({ state }) => state !== 'start').map((phase) => [phase.id, phase]))
    const stored = await storedPhases(server.db, session)
    expect(stored.length).toBeGreaterThan(exhales)
    expect(stored).toEqual(
      [...last.values()]
        .sort((a, b) => a.t_ms - b.t_ms)
        .map(({ event_type, t_ms, duration_ms, breath_number }) => ({ event_type, t_ms, duration_ms, breath_number })),
    )
  })

  test('is told of the metrics after each breath and of the quality, and last of all the final metrics', async () => {
    const { client } = await practise()
    const { metrics } = await client.first('bye')
    const counts = client.all('metrics').map(({ total_breaths }) => total_breaths)
    expect(counts).toEqual(counts.toSorted((a, b) => a - b))
    expect(new Set(counts)).toEqual(new Set(Array.from({ length: metrics.total_breaths }, (_, count) => count + 1)))
    expect(client.all('quality').length).toBeGreaterThan(1)
    expect(client.messages.at(-1)?.type).toBe('bye')
  })

  test('an ack comes every second, and all that it names is stored by then', async () => {
    const session = await startSession(server, cookies)
    await using client = await openSocket(server.app, { cookies })
    client.say(helloFor(session))
    await client.first('ready')
    for (let second = 0; second < 20; second++) {
      const acks = client.all('ack').length
      await play(server, client, samples, { from: 16_000 * second, to: 16_000 * (second + 1) })
      await until(() => client.all('ack').length > acks)
      const { seq = 0 } = client.all('ack').at(-1) ?? {}
      const ended = client.all('phase').filter((phase) => phase.state !== 'start' && phase.seq <= seq)
      const stored = await storedPhases(server.db, session)
      expect(stored.length).toBeGreaterThanOrEqual(new Set(ended.map(({ id }) => id)).size)
    }
    client.say({ type: 'bye' })
    await client.closed
    const acks = client.all('ack').map(({ accepted_sample }) => accepted_sample)
    expect(acks).toEqual(acks.toSorted((a, b) => a - b))
    expect(client.all('ack').at(-1)).toMatchObject({
      // What fills the window comes again after a resume.
      accepted_sample: 16_000 * 20 - WINDOW_SAMPLES,
      seq: client.all('phase').at(-1)?.seq,
    })
  })

  test('features that were made on the device give the same phases as the sound', async () => {
    const [fromSound, fromFeatures] = [await practise(), await practise({}, playFeatures)]
    expect(fromFeatures.client.all('phase')).toEqual(fromSound.client.all('phase'))
    expect(await fromFeatures.client.first('bye')).toEqual(await fromSound.client.first('bye'))
  })

  test('a session that keeps no breath keeps none: no phase, no numbers, no snapshot', async () => {
    const { session, client } = await practise({ store_breath: false })
    expect((await client.first('bye')).metrics.total_breaths).toBeGreaterThan(5)
    const completed = await server.request('POST', `/api/meditation/sessions/${session}/complete`, {
      cookies,
      body: {},
    })
    expect(completed.json()).toMatchObject({ total_breaths: 0, avg_breath_duration: null, quality_score: null })
    for (const table of ['breath_events', 'breath_streams']) {
      expect(await server.db.query('', `select 1 from ${table} where session_id = $1`, [session])).toEqual([])
    }
  })

  test('the numbers of the completed session are those of the bye', async () => {
    const { session, client } = await practise()
    const { breaths_per_minute: _, ...metrics } = (await client.first('bye')).metrics
    const completed = await server.request('POST', `/api/meditation/sessions/${session}/complete`, {
      cookies,
      body: {},
    })
    expect(completed.json()).toMatchObject(metrics)
  })

  test('a target that the member follows is the measure of every phase', async () => {
    const target = { inhale_ms: 2000, hold_in_ms: 0, exhale_ms: 2000, hold_out_ms: 0 }
    const { client } = await practise({ pattern: 'own', target })
    const ended = client.all('phase').filter(({ state, event_type }) => state === 'end' && event_type === 'exhaling')
    expect(ended.some(({ deviation_from_target }) => deviation_from_target !== null)).toBe(true)
  })
})

test('a clock that is set back by an hour in the middle holds up neither sound nor what is acknowledged', async () => {
  const session = await startSession(server, cookies)
  await using client = await openSocket(server.app, { cookies })
  client.say(helloFor(session))
  await client.first('ready')
  const second = 16_000
  await play(server, client, samples, { to: 10 * second })
  server.clock.advance(-3_600_000)
  try {
    await play(server, client, samples, { from: 10 * second, to: 30 * second })
    await until(() => (client.all('ack').at(-1)?.accepted_sample ?? 0) > 28 * second)
    expect(client.all('error')).toEqual([])
  } finally {
    server.clock.advance(3_600_000)
  }
})
