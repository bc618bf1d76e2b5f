import { readFile } from 'node:fs/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { publish } from '../../testing/catalogue-rows.ts'
import { signUp } from '../../testing/members.ts'
import { insertPractice } from '../../testing/practice-rows.ts'
import { testServer } from '../../testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const guide = await readFile(new URL('../../../../../docs/health-export.md', import.meta.url), 'utf8')
const documented = z.fromJSONSchema(JSON.parse(/```json\n([^`]*)```/.exec(guide)?.[1] ?? ''))

const email = 'ada@example.com'
const cookies = await signUp(server, email)
const exportAs = (format: string, member = cookies) =>
  server.request('GET', `/api/meditation/health-export?format=${format}`, { cookies: member })

const contentId = await publish(server, { title: '=Ocean, "waves"' })
const guided = await insertPractice(server.db, { email, startedAt: '2026-02-02T07:00:00Z', contentId })
const breathed = await insertPractice(server.db, { email, startedAt: '2026-02-01T07:00:00Z', seconds: 90 })
await server.db.query('', "update meditation_sessions set pattern = 'box' where id = $1", [breathed])
const timed = await insertPractice(server.db, { email, startedAt: '2026-02-03T07:00:00Z', seconds: 1_200 })
await server.db.query('', "update meditation_sessions set session_type = 'timer' where id = $1", [timed])
const heard = await insertPractice(server.db, { email, startedAt: '2026-02-03T07:10:00Z', seconds: 900, contentId })
await server.db.query('', "update meditation_sessions set session_type = 'listening' where id = $1", [heard])
await insertPractice(server.db, { email, startedAt: '2026-02-04T07:00:00Z', seconds: null })

describe('GET /api/meditation/health-export', () => {
  test('200: JSON as docs/health-export.md describes it, the oldest first; no second is told twice', async () => {
    const response = await server.request('GET', '/api/meditation/health-export', { cookies })
    expect(response.headers['content-disposition']).toMatch(/^attachment; filename="better-and-bliss-health-.*\.json"$/)
    expect(documented.safeParse(response.json()).error).toBeUndefined()
    const common = { type: 'mindfulness', title: null }
    expect(response.json()).toEqual({
      version: 1,
      sessions: [
        {
          ...common,
          id: breathed,
          kind: 'breathing',
          startDate: '2026-02-01T07:00:00.000Z',
          endDate: '2026-02-01T07:01:30.000Z',
        },
        {
          ...common,
          id: guided,
          kind: 'meditation',
          startDate: '2026-02-02T07:00:00.000Z',
          endDate: '2026-02-02T07:10:00.000Z',
          title: '=Ocean, "waves"',
        },
        {
          ...common,
          id: timed,
          kind: 'unguided',
          startDate: '2026-02-03T07:00:00.000Z',
          endDate: '2026-02-03T07:20:00.000Z',
        },
        {
          ...common,
          id: heard,
          kind: 'other',
          startDate: '2026-02-03T07:10:00.000Z',
          endDate: '2026-02-03T07:15:00.000Z',
          title: '=Ocean, "waves"',
        },
      ],
    })
  })

  test('200: the schema of the document refuses what is otherwise', () => {
    const session = {
      id: guided,
      type: 'mindfulness',
      startDate: '2026-02-01T07:00:00Z',
      endDate: 'soon',
      kind: 'breathing',
      title: null,
    }
    expect(documented.safeParse({ version: 1, sessions: [session] }).success).toBe(false)
    expect(documented.safeParse({ version: 2, sessions: [] }).success).toBe(false)
  })

  test('200: CSV has the same fields, a row a session', async () => {
    const response = await exportAs('csv')
    expect(response.headers['content-type']).toBe('text/csv; charset=utf-8')
    const rows = response.body.split('\r\n')
    expect(rows[0]).toBe('id,type,startDate,endDate,kind,title')
    expect(rows[2]).toBe(
      `${guided},mindfulness,2026-02-02T07:00:00.000Z,2026-02-02T07:10:00.000Z,meditation,"'=Ocean, ""waves"""`,
    )
    expect(rows).toHaveLength(1 + 4 + 1)
  })

  test('200: more sessions than a page, each once; none for somebody who has not begun', async () => {
    const many = await signUp(server, 'many@example.com')
    expect((await exportAs('json', many)).json()).toEqual({ version: 1, sessions: [] })
    await server.db.query(
      '',
      `insert into meditation_sessions (user_id, session_type, started_at, ended_at, duration_seconds)
       select id, 'free_practice', '2026-01-01'::timestamptz + make_interval(hours => n / 2), now(), 60
       from users, generate_series(1, 1001) n where email = 'many@example.com'`,
    )
    const { sessions } = (await exportAs('json', many)).json()
    expect(new Set(sessions.map(({ id }: { id: string }) => id)).size).toBe(1_001)
  })

  test('401: nobody', async () => {
    expect((await server.request('GET', '/api/meditation/health-export')).statusCode).toBe(401)
  })

  test('403: a suspended member', async () => {
    const suspended = await signUp(server, 'suspended@example.com')
    await server.db.query('', "update users set status = 'suspended' where email = 'suspended@example.com'")
    expect((await exportAs('json', suspended)).statusCode).toBe(403)
  })

  test('422: another format', async () => {
    expect((await exportAs('xml')).statusCode).toBe(422)
  })
})
