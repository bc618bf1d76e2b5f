import { afterAll, describe, expect, test } from 'vitest'
import { publish } from '../../testing/catalogue-rows.ts'
import { signUp } from '../../testing/members.ts'
import { insertPractice } from '../../testing/practice-rows.ts'
import { testServer } from '../../testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const email = 'ada@example.com'
const cookies = await signUp(server, email)
const ask = (path: string, member = cookies) =>
  server.request('GET', `/api/meditation/years/${path}`, { cookies: member })
const practise = (startedAt: string, seconds: number, contentId: string | null = null) =>
  insertPractice(server.db, { email, startedAt, seconds, contentId })

const [expert] = await server.db.query<{ id: string }>(
  '',
  "insert into experts (name, slug) values ('Mira Sol', 'mira-sol') returning id",
)
const guide = await publish(server, { title: 'Ocean' })
await server.db.query('', 'update content set expert_id = $2 where id = $1', [guide, expert?.id])
await practise('2024-12-31T23:30:00Z', 600)
await practise('2025-03-01T07:10:00Z', 300)
await practise('2025-03-02T07:40:00Z', 300, guide)
await practise('2025-03-02T20:00:00Z', 400)
await practise('2025-03-04T07:00:00Z', 60)

describe('GET /api/meditation/years/{year}', () => {
  test('200: minutes, days, the longest run of them, the favourite hour and teacher', async () => {
    const response = await ask('2025')
    expect(response.statusCode).toBe(200)
    expect(response.json()).toEqual({
      year: 2025,
      time_zone: 'UTC',
      years: [2025, 2024],
      minutes: 17.67,
      sessions: 4,
      days: 3,
      longest_run_days: 2,
      months: [{ month: 3, minutes: 17.67, sessions: 4 }],
      favourite_hour: 7,
      favourite_teacher: { id: expert?.id, name: 'Mira Sol', minutes: 5 },
    })
  })

  test('200: a year begins where the member lives', async () => {
    expect((await ask('2025?time_zone=Europe/Berlin')).json()).toMatchObject({ sessions: 5, years: [2025] })
    expect((await ask('2024')).json()).toMatchObject({ sessions: 1, longest_run_days: 1, favourite_teacher: null })
  })

  test('200: a year without practice, and that of another member, is empty', async () => {
    const empty = { minutes: 0, sessions: 0, days: 0, longest_run_days: 0, months: [], favourite_hour: null }
    expect((await ask('2020')).json()).toMatchObject({ ...empty, years: [2025, 2024] })
    const foreigner = await signUp(server, 'eve@example.com')
    expect((await ask('2025', foreigner)).json()).toMatchObject({ ...empty, years: [] })
  })

  test.each(['1', 'soon', '3000', '2025.5'])('400: %s is no year', async (wrong) => {
    expect((await ask(wrong)).statusCode).toBe(400)
  })

  test('401: nobody', async () => {
    expect((await server.request('GET', '/api/meditation/years/2025')).statusCode).toBe(401)
  })

  test('403: a suspended member', async () => {
    const suspended = await signUp(server, 'suspended@example.com')
    await server.db.query('', "update users set status = 'suspended' where email = 'suspended@example.com'")
    expect((await ask('2025', suspended)).statusCode).toBe(403)
  })

  test('422: a time zone that there is not', async () => {
    expect((await ask('2025?time_zone=Mars/Base')).statusCode).toBe(422)
  })
})
