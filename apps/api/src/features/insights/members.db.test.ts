import { afterAll, describe, expect, test } from 'vitest'
import { insertContent } from '../../testing/catalogue-rows.ts'
import { signUpAs } from '../../testing/members.ts'
import { insertPractice } from '../../testing/practice-rows.ts'
import { testServer } from '../../testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())
const { db, clock } = server

const creator = await signUpAs(server, 'free', 'content_creator')
const member = await signUpAs(server, 'free')
clock.advance(Date.parse('2026-03-11T12:00:00Z') - clock.nowMs())
await db.query('', `update users set created_at = '2020-01-01'`)
const emails = Array.from({ length: 8 }, (_, index) => `member${index}@example.com`)
const joined = ['2026-02-09T00:00:00Z', '2026-02-15T23:59:59Z']
for (const [index, email] of emails.entries()) {
  await db.query(
    '',
    `insert into users (email, cognito_sub, created_at) values ($1, $1, case when $3 < 6 then $2 else '2026-03-04T00:00:00Z' end::timestamptz)`,
    [email, joined[index % 2], index],
  )
}
const practised = (index: number, startedAt: string, pattern = 'none') =>
  insertPractice(db, { email: emails[index] ?? '', startedAt, seconds: 300 }).then((id) =>
    db.query('', 'update meditation_sessions set pattern = $2 where id = $1', [id, pattern]),
  )
for (const index of [0, 1, 2, 3, 4, 5]) await practised(index, '2026-02-10T06:00:00Z', index === 0 ? 'box' : 'coherent')
await practised(0, '2026-02-11T06:00:00Z', 'box')
await practised(6, '2026-02-17T06:00:00Z')
for (const index of [0, 1, 2, 3, 4]) await practised(index, '2026-03-09T06:00:00Z')
const film = await insertContent(db, { title: 'Waves' })
await db.query(
  '',
  `insert into video_analytics (content_id, user_id, viewed_at)
   select $1, id, '2026-02-28T10:00:00Z'::timestamptz + n * interval '1 h'
   from users, generate_series(0, 1) n where email = any($2)`,
  [film, emails.slice(0, 5)],
)

const practice = (query = '', cookies = creator) =>
  server.request('GET', `/api/studio/analytics/practice${query}`, { cookies })

describe('GET /api/studio/analytics/practice', () => {
  test('200: weeks that are over and that five people share; what few followed in a week is other, with the rest', async () => {
    expect((await practice('?from=2026-02-12&to=2026-03-11')).json()).toEqual({
      weeks: [
        { week_start: '2026-02-09', amounts: { people: 6, sessions: 7, minutes: 35, completed: 7 } },
        { week_start: '2026-02-16', amounts: null },
        { week_start: '2026-02-23', amounts: null },
        { week_start: '2026-03-02', amounts: null },
      ],
      total: { sessions: 7, minutes: 35, completed: 7 },
      patterns: [{ value: 'other', sessions: 7 }],
    })
  })

  test('200: of a week that is not over nothing', async () => {
    const nothing = { sessions: 0, minutes: 0, completed: 0 }
    expect((await practice('?from=2026-03-09')).json()).toEqual({ weeks: [], total: nothing, patterns: [] })
  })

  test('401: without a session', async () => {
    expect((await practice('', '')).statusCode).toBe(401)
  })

  test('403: for members', async () => {
    expect((await practice('', member)).statusCode).toBe(403)
  })

  test('422: not a day', async () => {
    expect((await practice('?from=today')).statusCode).toBe(422)
  })
})

const cohorts = (cookies = creator) => server.request('GET', '/api/studio/analytics/cohorts', { cookies })

describe('GET /api/studio/analytics/cohorts', () => {
  test('200: who joined in a week, and how many viewed or practised since, each once a week', async () => {
    const answer = (await cohorts()).json()
    expect(answer.cohorts).toHaveLength(12)
    expect(answer.cohorts.map(({ first_week }: { first_week: string }) => first_week).slice(-2)).toEqual([
      '2026-02-23',
      '2026-03-02',
    ])
    expect(answer.cohorts.slice(-4)).toEqual([
      { first_week: '2026-02-09', members: 6, active: [6, null, 5, null] },
      { first_week: '2026-02-16', members: null, active: [null, null, null] },
      { first_week: '2026-02-23', members: null, active: [null, null] },
      { first_week: '2026-03-02', members: null, active: [null] },
    ])
  })

  test('401: without a session', async () => {
    expect((await cohorts('')).statusCode).toBe(401)
  })

  test('403: for members', async () => {
    expect((await cohorts(member)).statusCode).toBe(403)
  })
})
