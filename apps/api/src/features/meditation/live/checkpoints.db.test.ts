import { randomUUID } from 'node:crypto'
import { NO_METRICS } from '@better-and-bliss/breath/protocol'
import { afterAll, expect, test } from 'vitest'
import { signUp } from '../../../testing/members.ts'
import { testServer } from '../../../testing/test-server.ts'
import { openCheckpoints } from './checkpoints.ts'
import { type Checkpoint, saveCheckpoints, takeStream } from './queries.ts'
import { startSession } from './testing/practice.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const PHASE = {
  type: 'phase',
  seq: 2,
  id: 1,
  state: 'end',
  event_type: 'exhaling',
  t_ms: 1_000,
  duration_ms: 2_000,
  volume_rms: 0.1,
  spectral_centroid: 800,
  confidence_score: 0.9,
  breath_number: 1,
  is_consistent: null,
  deviation_from_target: null,
  provisional: false,
} as const

function checkpointOf(sessionId: string, owner: string): Checkpoint {
  const place = { stream: randomUUID(), clockOriginMs: 0, baseSample: 0, acceptedSample: 48_000, seq: 2 }
  return {
    sessionId,
    owner,
    ...place,
    snapshot: Uint8Array.of(1, 2, 3),
    recentEvents: '[]',
    metrics: { ...NO_METRICS, total_breaths: 1 },
    heardAtMs: server.clock.nowMs(),
    events: [PHASE],
  }
}

test('a checkpoint that cannot be stored holds up no other stream', async () => {
  const cookies = await signUp(server, 'grace@example.com')
  const [user] = await server.db.query<{ id: string }>('', `select id from users where email = 'grace@example.com'`)
  const checkpoints = await Promise.all(
    Array.from({ length: 5 }, async () => {
      const [id, owner] = [await startSession(server, cookies), randomUUID()]
      const nowMs = server.clock.nowMs()
      await takeStream(server.db, { id, userId: user?.id ?? '', owner, newStream: randomUUID(), nowMs })
      return checkpointOf(id, owner)
    }),
  )
  const warnings: object[] = []
  const log = { info: () => {}, warn: (fields: object) => warnings.push(fields), error: () => {} }
  const { save } = openCheckpoints(server.db, log)
  const outcomes = await Promise.allSettled(
    checkpoints.map((checkpoint, index) =>
      save(index === 2 ? { ...checkpoint, events: [{ ...PHASE, confidence_score: 1e6 }] } : checkpoint),
    ),
  )
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
  expect(warnings).toHaveLength(1)
})

test('of two sockets of a session whose checkpoints meet, the holder is stored and the other is not', async () => {
  const cookies = await signUp(server, 'ada@example.com')
  const id = await startSession(server, cookies)
  const [user] = await server.db.query<{ id: string }>('', `select id from users where email = 'ada@example.com'`)
  const [older, holder] = [randomUUID(), randomUUID()]
  for (const owner of [older, holder]) {
    const taking = { id, userId: user?.id ?? '', owner, newStream: randomUUID(), nowMs: server.clock.nowMs() }
    await takeStream(server.db, taking)
  }
  const stored = await saveCheckpoints(server.db, [checkpointOf(id, older), checkpointOf(id, holder)])
  expect([...stored]).toEqual([holder])
  const rows = await server.db.query('', 'select breath_number from breath_events where session_id = $1', [id])
  expect(rows).toEqual([{ breath_number: 1 }])
})
