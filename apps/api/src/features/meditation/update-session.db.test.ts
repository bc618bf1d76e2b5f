import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { signUp } from '../../testing/members.ts'
import { insertPractice } from '../../testing/practice-rows.ts'
import { testServer } from '../../testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const email = 'ada@example.com'
const cookies = await signUp(server, email)
const foreigner = await signUp(server, 'eve@example.com')
const patch = (id: string, body: object, member: string | undefined = cookies) =>
  server.request('PATCH', `/api/meditation/sessions/${id}`, { ...(member && { cookies: member }), body })
const practised = () => insertPractice(server.db, { email, startedAt: '2026-02-01T07:00:00Z' })

describe('PATCH /api/meditation/sessions/{id}', () => {
  test('200: each is said and taken back by itself, and is in both exports as long as it is said', async () => {
    const id = await practised()
    expect((await patch(id, { mood_before: 2 })).json()).toMatchObject({ mood_before: 2, mood_after: null, note: null })
    await patch(id, { mood_after: 5, note: 'Rain, "soft"' })
    const exported = async (format: string) =>
      (await server.request('GET', `/api/meditation/export?format=${format}`, { cookies })).body
    expect(JSON.parse(await exported('json'))).toMatchObject([{ mood_before: 2, mood_after: 5, note: 'Rain, "soft"' }])
    expect(await exported('csv')).toContain(',2,5,"Rain, ""soft""",')
    expect((await patch(id, { note: null })).json()).toMatchObject({ mood_before: 2, mood_after: 5, note: null })
    expect((await patch(id, { mood_before: null })).json()).toMatchObject({ mood_before: null, mood_after: 5 })
    expect(await exported('json')).not.toContain('Rain')
  })

  test('400: an id that is none', async () => {
    expect((await patch('today', {})).statusCode).toBe(400)
  })

  test('401: nobody', async () => {
    expect((await patch(randomUUID(), {}, '')).statusCode).toBe(401)
  })

  test('404: a session of somebody else, which stays as it is, and one that never was', async () => {
    const id = await practised()
    expect((await patch(id, { note: 'mine' }, foreigner)).statusCode).toBe(404)
    expect((await patch(randomUUID(), { note: 'mine' })).statusCode).toBe(404)
    expect((await patch(id, {})).json()).toMatchObject({ note: null })
  })

  test.each([{ mood_before: 0 }, { mood_after: 2.5 }, { note: '' }, { note: 'a'.repeat(2_001) }])(
    '422: %o',
    async (body) => {
      expect((await patch(await practised(), body)).statusCode).toBe(422)
    },
  )
})
