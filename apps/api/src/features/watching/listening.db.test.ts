import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { publish } from '../../testing/catalogue-rows.ts'
import { signUp } from '../../testing/members.ts'
import { insertPractice } from '../../testing/practice-rows.ts'
import { testServer } from '../../testing/test-server.ts'
import { upsertPositions } from './queries.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const EVERY_SECONDS = 10
let members = 0
let email: string
let cookies: string

beforeEach(async () => {
  members += 1
  email = `listener${members}@example.com`
  cookies = await signUp(server, email)
})

async function open() {
  const id = await publish(server, { title: 'Rain', durationSeconds: 1_200 })
  let [sequence, seconds] = [0, 0]
  const report = async (at: number, more: object = {}) => {
    sequence += 1
    seconds = at
    const body = { position_seconds: at, sequence, ...more }
    await server.request('PUT', `/api/streaming/content/${id}/position`, { cookies, body })
  }
  return {
    id,
    report,
    /** Plays on, and reports as players do. */
    play: async (length: number, { speed = 1 } = {}) => {
      if (sequence === 0) await report(seconds)
      for (let played = 0; played < length; played += EVERY_SECONDS) {
        server.clock.advance(EVERY_SECONDS * 1000)
        await report(seconds + EVERY_SECONDS * speed)
      }
    },
  }
}

/** So long ago was everything that was reported: a sign-in does not outlive a clock that is moved so far. */
async function pause(minutes: number): Promise<void> {
  await server.db.query(
    '',
    `update watch_positions set updated_at = updated_at - make_interval(mins => $1),
       sitting_started_at = sitting_started_at - make_interval(mins => $1)`,
    [minutes],
  )
}

const get = async (path: string) => (await server.request('GET', path, { cookies })).json()
const sessions = async () => (await get('/api/meditation/sessions')).sessions
const minutes = async () => (await get('/api/meditation/progress')).total_minutes

describe('listening as practice', () => {
  test('a sitting is one session, which grows; it is in the history, the progress and the export', async () => {
    const { id, play } = await open()
    await play(50)
    expect(await sessions()).toEqual([])
    await play(130)
    expect(await sessions()).toMatchObject([
      { session_type: 'listening', content: { id, title: 'Rain' }, duration_seconds: 180, completed: false },
    ])
    expect(await get('/api/meditation/progress')).toMatchObject({
      total_sessions: 1,
      total_minutes: 3,
      streak: { practised_today: true },
    })
    expect(await get('/api/meditation/export')).toMatchObject([{ session_type: 'listening', duration_seconds: 180 }])
  })

  test('it counts for those who want no statistics of them as well: it is their own', async () => {
    await server.db.query('', 'update users set analytics_opt_out = true where email = $1', [email])
    await (await open()).play(120)
    expect(await minutes()).toBe(2)
  })

  test('a jump ahead is not played, a step back neither; a pause takes no time, at any speed of playing', async () => {
    const { play, report } = await open()
    await play(120)
    await report(1_000)
    expect(await minutes()).toBe(2)
    await report(10, { moved_back: true })
    await pause(20)
    await play(60, { speed: 2 })
    expect(await minutes()).toBeCloseTo(3.17, 1)
  })

  test('after a long pause another session begins', async () => {
    const { play } = await open()
    await play(120)
    await pause(31)
    await play(130)
    expect((await sessions()).map(({ duration_seconds }: { duration_seconds: number }) => duration_seconds)).toEqual([
      120, 120,
    ])
  })

  test('two titles at the same time are no more than the time that passed', async () => {
    const [rain, sea] = [await open(), await open()]
    await rain.play(EVERY_SECONDS)
    await sea.play(EVERY_SECONDS)
    for (let round = 1; round <= 24; round += 1) {
      server.clock.advance((EVERY_SECONDS / 2) * 1000)
      await rain.report(EVERY_SECONDS * round + EVERY_SECONDS)
      server.clock.advance((EVERY_SECONDS / 2) * 1000)
      await sea.report(EVERY_SECONDS * round + EVERY_SECONDS)
    }
    expect(await minutes()).toBeGreaterThan(3.8)
    expect(await minutes()).toBeLessThanOrEqual(4.4)
  })

  test('what is told as a session of its own moves the place and counts nothing', async () => {
    const { id, play, report } = await open()
    await play(120)
    server.clock.advance(60_000)
    await report(180, { practice_told: true })
    expect((await get(`/api/streaming/content/${id}/position`)).position_seconds).toBe(180)
    expect(await minutes()).toBe(2)
    await play(60)
    expect((await sessions()).length).toBe(1)
  })

  test('what plays under the timer is not counted twice', async () => {
    const { play } = await open()
    const startedAt = new Date(server.clock.nowMs() + 60_000).toISOString()
    await play(300)
    await insertPractice(server.db, { email, startedAt, seconds: 120 })
    expect(await get('/api/meditation/progress')).toMatchObject({ total_minutes: 5, total_sessions: 2 })
  })

  test('it is deleted like any session, and with all of them', async () => {
    const { play } = await open()
    await play(120)
    const [{ session_id }] = await sessions()
    await server.request('DELETE', `/api/meditation/sessions/${session_id}`, { cookies })
    expect(await minutes()).toBe(0)
  })

  test.each([
    ['a session', async () => `sessions/${(await sessions())[0].session_id}`],
    ['all that was practised', async () => 'practice'],
  ])('%s that is deleted does not come back while its title plays on: another begins', async (_name, pathOf) => {
    const { play } = await open()
    await play(120)
    await server.request('DELETE', `/api/meditation/${await pathOf()}`, { cookies })
    await play(50)
    expect(await sessions()).toEqual([])
    await play(30)
    expect(await sessions()).toMatchObject([{ duration_seconds: 80 }])
  })

  test('two devices whose reports are stored in one statement are no more than the time that passed', async () => {
    const titles = [await open(), await open()]
    const [member] = await server.db.query<{ id: string }>('', 'select id from users where email = $1', [email])
    for (let at = 0; at <= 120; at += EVERY_SECONDS) {
      server.clock.advance(EVERY_SECONDS * 1000)
      const report = { userId: member?.id ?? '', positionSeconds: at, sequence: at + 1, nowMs: server.clock.nowMs() }
      const how = { movedBack: false, isUnderWay: true, isWatched: false, practiceTold: false }
      await upsertPositions(
        server.db,
        titles.map(({ id }) => ({ ...report, ...how, contentId: id })),
      )
    }
    expect(await minutes()).toBe(2)
  })

  describe('after the clock was set back', () => {
    const BACK_MS = 600_000
    afterEach(() => server.clock.advance(BACK_MS))

    test('what is played counts at once, whatever was reported by the wrong time', async () => {
      const [rain, sea] = [await open(), await open()]
      await sea.play(EVERY_SECONDS)
      server.clock.advance(-BACK_MS)
      await rain.play(120)
      expect(await minutes()).toBe(2)
    })

    test('another session begins: none ends before it began', async () => {
      const { play } = await open()
      await play(120)
      server.clock.advance(-BACK_MS)
      await play(130)
      const spans = await sessions()
      expect(spans).toMatchObject([{ duration_seconds: 120 }, { duration_seconds: 120 }])
      for (const { started_at, ended_at } of spans) expect(Date.parse(ended_at)).toBeGreaterThan(Date.parse(started_at))
    })
  })
})
