import { afterAll, describe, expect, test } from 'vitest'
import { publish } from '../../testing/catalogue-rows.ts'
import { signUp } from '../../testing/members.ts'
import { breathing, insertPhases, insertPractice, startSession } from '../../testing/practice-rows.ts'
import { testServer } from '../../testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const email = 'ada@example.com'
const cookies = await signUp(server, email)
const foreigner = await signUp(server, 'eve@example.com')
const exportAs = (format: string, member = cookies) =>
  server.request('GET', `/api/meditation/export?format=${format}`, { cookies: member })

const contentId = await publish(server, { title: '=Ocean, "waves"' })
const long = await insertPractice(server.db, { email, startedAt: '2026-02-01T07:00:00Z', seconds: 9_000 })
await insertPhases(server.db, long, breathing(750))
const guided = await insertPractice(server.db, { email, startedAt: '2026-02-02T07:00:00Z', contentId })
await startSession(server, foreigner)

const fileName = (extension: string) =>
  `attachment; filename="better-and-bliss-practice-${new Date(server.clock.nowMs()).toISOString().slice(0, 10)}.${extension}"`

describe('GET /api/meditation/export', () => {
  test('200: JSON is the default: every session with every phase', async () => {
    const response = await server.request('GET', '/api/meditation/export', { cookies })
    expect(response.statusCode).toBe(200)
    expect(response.headers).toMatchObject({ 'content-disposition': fileName('json') })
    const [newest, oldest, ...others] = response.json()
    expect(others).toEqual([])
    expect(newest).toMatchObject({ session_id: guided, content: { title: '=Ocean, "waves"' }, events: [] })
    expect(oldest).toMatchObject({ session_id: long, started_at: '2026-02-01T07:00:00.000Z', duration_seconds: 9_000 })
    expect(oldest.events).toHaveLength(1_500)
    expect(oldest.events[1]).toEqual({
      id: expect.any(String),
      event_type: 'exhaling',
      timestamp: '2026-02-01T07:00:04.000Z',
      t_ms: 4_000,
      duration_ms: 6_000,
      volume_rms: 0.03,
      spectral_centroid: 800.5,
      confidence_score: 0.9,
      breath_number: 1,
      is_consistent: true,
      deviation_from_target: -0.05,
    })
  })

  test('200: CSV has a row a phase, and a row for a session without any', async () => {
    const response = await exportAs('csv')
    expect(response.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': fileName('csv'),
    })
    const [head = '', newest = '', first = '', ...rest] = response.body.split('\r\n')
    expect(head.split(',').slice(0, 4)).toEqual(['session_id', 'session_type', 'content_title', 'pattern'])
    expect(newest).toBe(
      `${guided},guided,"'=Ocean, ""waves""",none,2026-02-02T07:00:00.000Z,2026-02-02T07:10:00.000Z,600,true,0,,,,,,,,,,,,,,,,,`,
    )
    expect(first).toContain(`${long},free_practice,,none,2026-02-01T07:00:00.000Z,`)
    expect(first).toMatch(/,inhaling,2026-02-01T07:00:00.000Z,0,4000,0.03,800.5,0.9,1,true,-0.05$/)
    expect(rest).toHaveLength(1_499 + 1)
    expect(new Set([newest, first, ...rest.slice(0, -1)].map((row) => row.split(',').length))).toEqual(
      new Set([26, 27]),
    )
  })

  test('200: more sessions than one page, each once', async () => {
    const many = await signUp(server, 'many@example.com')
    await server.db.query(
      '',
      `insert into meditation_sessions (user_id, session_type, started_at)
       select id, 'free_practice', '2026-01-01'::timestamptz + make_interval(hours => n / 2)
       from users, generate_series(1, 250) n where email = 'many@example.com'`,
    )
    const sessions: { session_id: string }[] = (await exportAs('json', many)).json()
    expect(new Set(sessions.map(({ session_id }) => session_id)).size).toBe(250)
  })

  test('200: somebody who has not begun gets an empty list', async () => {
    const nobody = await signUp(server, 'new@example.com')
    expect((await exportAs('json', nobody)).json()).toEqual([])
    expect((await exportAs('csv', nobody)).body.split('\r\n')).toHaveLength(2)
  })

  test('401: nobody', async () => {
    expect((await server.request('GET', '/api/meditation/export')).statusCode).toBe(401)
  })

  test('403: a suspended member', async () => {
    const suspended = await signUp(server, 'suspended@example.com')
    await server.db.query('', "update users set status = 'suspended' where email = 'suspended@example.com'")
    expect((await exportAs('json', suspended)).statusCode).toBe(403)
  })

  test('422: another format', async () => {
    expect((await exportAs('pdf')).statusCode).toBe(422)
  })
})
