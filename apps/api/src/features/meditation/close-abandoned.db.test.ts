import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { signUp } from '../../testing/members.ts'
import { breathing, insertPhases, insertPractice, insertStream, startSession } from '../../testing/practice-rows.ts'
import { testServer } from '../../testing/test-server.ts'
import { closeAbandoned } from './close-abandoned.ts'

/** A day passes in here; the sign-in outlives it. */
const server = await testServer({ ACCESS_TOKEN_EXPIRE_MINUTES: '10000' })
afterAll(() => server[Symbol.asyncDispose]())

const email = 'ada@example.com'
const cookies = await signUp(server, email)
const { db, clock } = server
const close = () => closeAbandoned({ db, clock })
const stats = async (id: string) =>
  (await server.request('GET', `/api/meditation/sessions/${id}/stats`, { cookies })).json()
const MINUTE_MS = 60_000
const METRICS = {
  total_breaths: 40,
  breaths_per_minute: 6,
  avg_breath_duration: 10,
  breath_consistency_score: 0.9,
  inhale_exhale_ratio: 1,
  quality_score: 0.8,
}

beforeEach(async () => {
  await db.query('', 'delete from meditation_sessions')
})

/** A session that was measured for five minutes. */
async function heardSession(): Promise<string> {
  const id = await startSession(server, cookies)
  clock.advance(5 * MINUTE_MS)
  await db.query('', 'update meditation_sessions set heard_until = to_timestamp($2::float8 / 1000) where id = $1', [
    id,
    clock.nowMs(),
  ])
  return id
}

describe('a session that nobody completed', () => {
  test('stays open while its socket may come back', async () => {
    const id = await heardSession()
    clock.advance(30 * MINUTE_MS)
    expect(await close()).toBe(0)
    expect((await stats(id)).ended_at).toBeNull()
  })

  test('ends after half an hour when it was last measured, with what was measured', async () => {
    const id = await heardSession()
    const heardUntil = new Date(clock.nowMs()).toISOString()
    await insertPhases(db, id, breathing(30))
    clock.advance(30 * MINUTE_MS + 1)
    expect(await close()).toBe(1)
    expect(await stats(id)).toMatchObject({
      ended_at: heardUntil,
      duration_seconds: 300,
      completed: false,
      total_breaths: 30,
      breaths_per_minute: 6,
    })
    expect(await close()).toBe(0)
  })

  test('keeps minutes only, if it may keep no more', async () => {
    const id = await heardSession()
    await db.query('', 'update meditation_sessions set store_breath = false where id = $1', [id])
    await insertStream(db, id, METRICS)
    clock.advance(31 * MINUTE_MS)
    await close()
    expect(await stats(id)).toMatchObject({ duration_seconds: 300, total_breaths: 0, avg_breath_duration: null })
  })

  test('answers a late completion with how it was closed', async () => {
    const id = await heardSession()
    clock.advance(31 * MINUTE_MS)
    await close()
    const late = await server.request('POST', `/api/meditation/sessions/${id}/complete`, { cookies })
    expect(late.json()).toMatchObject({ duration_seconds: 300, completed: false })
  })

  test('without a microphone it ends after twelve hours, and nobody knows how long it was', async () => {
    const id = await startSession(server, cookies)
    clock.advance(12 * 60 * MINUTE_MS)
    expect(await close()).toBe(0)
    clock.advance(1)
    expect(await close()).toBe(1)
    expect(await stats(id)).toMatchObject({ duration_seconds: 0, completed: false })
  })
})

describe('a session whose page was closed', () => {
  const leave = (id: string, pausedSeconds = 0) =>
    server.request('POST', `/api/meditation/sessions/${id}/leave?paused_seconds=${pausedSeconds}`, { cookies })

  test('ends a minute later at the moment when it was left, pauses left out', async () => {
    const id = await startSession(server, cookies)
    clock.advance(5 * MINUTE_MS)
    await leave(id, 60)
    const leftAt = new Date(clock.nowMs()).toISOString()
    clock.advance(MINUTE_MS)
    expect(await close()).toBe(0)
    clock.advance(1)
    expect(await close()).toBe(1)
    expect(await stats(id)).toMatchObject({ ended_at: leftAt, duration_seconds: 240, completed: false })
  })

  test('keeps what was detected', async () => {
    const id = await heardSession()
    await insertPhases(db, id, breathing(30))
    await leave(id)
    clock.advance(MINUTE_MS + 1)
    expect(await close()).toBe(1)
    expect(await stats(id)).toMatchObject({ duration_seconds: 300, total_breaths: 30, was_heard: true })
  })

  test('goes on when it is resumed', async () => {
    const id = await startSession(server, cookies)
    await leave(id)
    await server.request('POST', `/api/meditation/sessions/${id}/resume`, { cookies })
    clock.advance(10 * MINUTE_MS)
    expect(await close()).toBe(0)
  })

  test('goes on while its sound does, and ends with it', async () => {
    const id = await startSession(server, cookies)
    await leave(id)
    clock.advance(5 * MINUTE_MS)
    await db.query('', 'update meditation_sessions set heard_until = to_timestamp($2::float8 / 1000) where id = $1', [
      id,
      clock.nowMs(),
    ])
    expect(await close()).toBe(0)
    clock.advance(MINUTE_MS + 1)
    await close()
    expect(await stats(id)).toMatchObject({ duration_seconds: 300 })
  })
})

test('however many there are, one round closes them all, also with two workers', async () => {
  const startedAt = new Date(clock.nowMs() - 13 * 60 * MINUTE_MS).toISOString()
  for (let count = 0; count < 205; count += 1) await insertPractice(db, { email, startedAt, seconds: null })
  await Promise.all([close(), close()])
  const [row] = await db.query('', 'select count(*)::integer as open from meditation_sessions where ended_at is null')
  expect(row).toEqual({ open: 0 })
})
