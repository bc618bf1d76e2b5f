import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { signUp } from '../../testing/members.ts'
import { breathing, insertPhases, insertPractice, startSession } from '../../testing/practice-rows.ts'
import { testServer } from '../../testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const email = 'ada@example.com'
const cookies = await signUp(server, email)
const foreigner = await signUp(server, 'eve@example.com')
const stats = (id: string, member = cookies) =>
  server.request('GET', `/api/meditation/sessions/${id}/stats`, { cookies: member })

describe('GET /api/meditation/sessions/{id}/stats', () => {
  test('200: the numbers, the rate of each minute, and every phase', async () => {
    const startedAt = '2026-02-01T07:00:00.000Z'
    const id = await insertPractice(server.db, { email, startedAt, seconds: 120, breaths: 12, breathSeconds: 10 })
    await insertPhases(server.db, id, breathing(12))
    const response = await stats(id)
    expect(response.statusCode).toBe(200)
    const { timeline, ...answer } = response.json()
    expect(answer).toMatchObject({
      session_id: id,
      started_at: startedAt,
      duration_seconds: 120,
      total_breaths: 12,
      breaths_per_minute: 6,
      minutes: [
        { minute: 0, breaths_per_minute: 6 },
        { minute: 1, breaths_per_minute: 6 },
      ],
    })
    expect(timeline).toHaveLength(24)
    expect(timeline[3]).toEqual({
      event_type: 'exhaling',
      t_ms: 14_000,
      duration_ms: 6_000,
      confidence_score: 0.9,
      breath_number: 2,
      is_consistent: true,
      deviation_from_target: -0.05,
    })
  })

  test('200: a session of hours is told whole', async () => {
    const id = await insertPractice(server.db, { email, startedAt: '2026-02-01T07:00:00Z', seconds: 11_000 })
    await insertPhases(server.db, id, breathing(1_100))
    const { timeline, minutes } = (await stats(id)).json()
    expect(timeline.map(({ t_ms }: { t_ms: number }) => t_ms)).toEqual(breathing(1_100).map(([, fromMs]) => fromMs))
    expect(minutes).toHaveLength(184)
  })

  test('200: nothing was detected, or yet', async () => {
    const running = (await stats(await startSession(server, cookies))).json()
    expect(running).toMatchObject({ ended_at: null, breaths_per_minute: null, minutes: [], timeline: [] })
    const silent = await insertPractice(server.db, { email, startedAt: '2026-02-01T07:00:00Z' })
    expect((await stats(silent)).json()).toMatchObject({ duration_seconds: 600, total_breaths: 0, timeline: [] })
  })

  test('401: nobody', async () => {
    const response = await server.request('GET', `/api/meditation/sessions/${randomUUID()}/stats`)
    expect(response.statusCode).toBe(401)
  })

  test('403: a suspended member', async () => {
    const suspended = await signUp(server, 'suspended@example.com')
    await server.db.query('', "update users set status = 'suspended' where email = 'suspended@example.com'")
    expect((await stats(randomUUID(), suspended)).statusCode).toBe(403)
  })

  test("404: somebody else's session, and one that never was", async () => {
    const id = await startSession(server, cookies)
    for (const response of [await stats(id, foreigner), await stats(randomUUID())]) {
      expect(response.statusCode).toBe(404)
      expect(response.json().detail).toBe('Session not found')
    }
  })

  test('400: an id that is none', async () => {
    expect((await stats('today')).statusCode).toBe(400)
  })
})
