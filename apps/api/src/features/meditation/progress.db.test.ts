import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { signUp } from '../../testing/members.ts'
import { insertPractice, startSession } from '../../testing/practice-rows.ts'
import { testServer } from '../../testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const email = 'ada@example.com'
const cookies = await signUp(server, email)
const foreigner = await signUp(server, 'eve@example.com')
const ask = (query = '', member = cookies) =>
  server.request('GET', `/api/meditation/progress${query}`, { cookies: member })
const progress = async (timeZone: string) => (await ask(`?time_zone=${encodeURIComponent(timeZone)}`)).json()
const practise = (startedAt: string, row: Partial<Parameters<typeof insertPractice>[1]> = {}) =>
  insertPractice(server.db, { email, startedAt, ...row })

const now = new Date(server.clock.nowMs())
/** A moment of a day that many days ago, in UTC. */
const ago = (days: number, time = '12:00:00') =>
  `${new Date(now.getTime() - days * 86_400_000).toISOString().slice(0, 10)}T${time}Z`
const dateAgo = (days: number) => ago(days).slice(0, 10)

beforeEach(async () => {
  await server.db.query('', 'delete from meditation_sessions')
})

describe('GET /api/meditation/progress', () => {
  test('200: nothing yet', async () => {
    const response = await ask()
    expect(response.statusCode).toBe(200)
    expect(response.json()).toEqual({
      time_zone: 'UTC',
      total_sessions: 0,
      total_minutes: 0,
      total_breaths: 0,
      streak: { current_days: 0, longest_days: 0, mercy_days_used: 0, practised_today: false },
      days: [],
      weeks: [],
      best_times: [],
    })
  })

  test('200: sums by day, week and hour; partial minutes count', async () => {
    await practise('2026-01-07T06:10:00Z', { seconds: 90, breaths: 10, breathSeconds: 9 })
    await practise('2026-01-07T06:50:00Z', { seconds: 45 })
    await practise('2026-01-09T21:00:00Z', { seconds: 600, breaths: 60, breathSeconds: 10 })
    server.clock.advance(Date.parse('2026-01-10T12:00:00Z') - server.clock.nowMs())
    const { days, weeks, best_times, ...totals } = await progress('UTC')
    server.clock.advance(now.getTime() - server.clock.nowMs())
    expect(totals).toEqual({
      time_zone: 'UTC',
      total_sessions: 3,
      total_minutes: 12.25,
      total_breaths: 70,
      streak: { current_days: 2, longest_days: 2, mercy_days_used: 1, practised_today: false },
    })
    expect(days).toEqual([
      { date: '2026-01-07', minutes: 2.25, sessions: 2, breaths_per_minute: 6.67, consistency: null, quality: null },
      { date: '2026-01-09', minutes: 10, sessions: 1, breaths_per_minute: 6, consistency: null, quality: null },
    ])
    expect(weeks).toEqual([
      {
        week_start: '2026-01-05',
        minutes: 12.25,
        sessions: 3,
        breaths_per_minute: 6.09,
        consistency: null,
        quality: null,
      },
    ])
    expect(best_times).toEqual([
      { hour: 6, sessions: 2, minutes: 2.25 },
      { hour: 21, sessions: 1, minutes: 10 },
    ])
  })

  test('200: consistency and quality weigh a session by its breaths; one that says nothing does not count', async () => {
    await practise(ago(0), { breaths: 30, consistency: 0.9, quality: 0.8 })
    await practise(ago(0), { breaths: 10, consistency: 0.5, quality: null })
    await practise(ago(0), { breaths: 0 })
    const { days } = await progress('UTC')
    expect(days).toMatchObject([{ sessions: 3, consistency: 0.8, quality: 0.8, breaths_per_minute: null }])
  })

  test('200: a day is a day where the member lives, also when it has 23 or 25 hours', async () => {
    await practise('2025-10-25T21:59:00Z')
    await practise('2025-10-25T22:01:00Z')
    await practise('2025-10-26T22:59:00Z')
    await practise('2026-03-28T23:01:00Z')
    await practise('2026-03-29T21:59:00Z')
    server.clock.advance(Date.parse('2026-04-10T12:00:00Z') - server.clock.nowMs())
    const dates = async (zone: string) =>
      (await progress(zone)).days.map(({ date, sessions }: { date: string; sessions: number }) => [date, sessions])
    const berlin = await dates('Europe/Berlin')
    const utc = await dates('UTC')
    const auckland = await progress('Pacific/Auckland')
    server.clock.advance(now.getTime() - server.clock.nowMs())
    expect(berlin).toEqual([
      ['2025-10-25', 1],
      ['2025-10-26', 2],
      ['2026-03-29', 2],
    ])
    expect(utc).toEqual([
      ['2025-10-25', 2],
      ['2025-10-26', 1],
      ['2026-03-28', 1],
      ['2026-03-29', 1],
    ])
    expect(auckland.best_times.map(({ hour }: { hour: number }) => hour)).toEqual([10, 11, 12])
  })

  test('200: the streak counts local days, with its mercy days', async () => {
    for (const days of [0, 1, 3, 4]) await practise(ago(days, '00:30:00'))
    expect((await progress('UTC')).streak).toEqual({
      current_days: 4,
      longest_days: 4,
      mercy_days_used: 1,
      practised_today: true,
    })
  })

  test('200: a session belongs to the day on which it began', async () => {
    await practise(ago(1, '23:50:00'), { seconds: 3_600 })
    expect((await progress('UTC')).days).toMatchObject([{ date: dateAgo(1), minutes: 60 }])
  })

  test('200: days go back a year, the totals and the longest streak to the beginning', async () => {
    for (const days of [365, 366, 367, 1_000, 1_001, 1_002]) await practise(ago(days))
    const answer = await progress('UTC')
    expect(answer.days.map(({ date }: { date: string }) => date)).toEqual([dateAgo(365)])
    expect(answer).toMatchObject({ total_sessions: 6, streak: { current_days: 0, longest_days: 3 } })
  })

  test('200: sessions that still run, or in which no time passed, are no practice', async () => {
    await startSession(server, cookies)
    await practise(ago(0), { seconds: 0 })
    expect(await progress('UTC')).toMatchObject({ total_sessions: 0, days: [] })
  })

  test('200: nobody sees the practice of others', async () => {
    await practise(ago(0))
    expect((await ask('', foreigner)).json().total_sessions).toBe(0)
  })

  test.each([
    'UTC',
    'Europe/Berlin',
    'America/Argentina/Buenos_Aires',
    'Etc/GMT+8',
    'america/new_york',
    'Asia/Kolkata',
  ])('200: %s is a time zone', async (zone) => expect((await progress(zone)).time_zone).toBe(zone))

  test('401: nobody', async () => {
    expect((await server.request('GET', '/api/meditation/progress')).statusCode).toBe(401)
  })

  test('403: a suspended member', async () => {
    const suspended = await signUp(server, 'suspended@example.com')
    await server.db.query('', "update users set status = 'suspended' where email = 'suspended@example.com'")
    expect((await ask('', suspended)).statusCode).toBe(403)
  })

  test.each(['', 'Mars/Olympus', '+01:00', "UTC'; --", 'Foo1Bar', '../etc', 'x'.repeat(65), 'posixrules'])(
    '422: %j is no time zone',
    async (zone) => expect((await ask(`?time_zone=${encodeURIComponent(zone)}`)).statusCode).toBe(422),
  )

  test('422: a time zone that this machine knows and the database does not', async () => {
    expect((await ask('?time_zone=US/Pacific-New')).statusCode).toBe(422)
  })
})
