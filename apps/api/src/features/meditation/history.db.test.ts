import { afterAll, describe, expect, test } from 'vitest'
import { publish } from '../../testing/catalogue-rows.ts'
import { signUp } from '../../testing/members.ts'
import { insertPractice, startSession } from '../../testing/practice-rows.ts'
import { testServer } from '../../testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const email = 'ada@example.com'
const cookies = await signUp(server, email)
const foreigner = await signUp(server, 'eve@example.com')
const list = (query = '', member = cookies) =>
  server.request('GET', `/api/meditation/sessions${query}`, { cookies: member })

const contentId = await publish(server, { title: 'Ocean', type: 'audio' })
const ids: string[] = []
for (const day of [1, 2, 3, 4, 5]) {
  const startedAt = `2026-02-0${day}T07:00:00.000Z`
  ids.unshift(await insertPractice(server.db, { email, startedAt, contentId: day === 5 ? contentId : null }))
}

describe('GET /api/meditation/sessions', () => {
  test('200: newest first, in pages that join without a seam', async () => {
    const whole = (await list()).json()
    expect(whole).toMatchObject({ total: 5, limit: 20, offset: 0 })
    const idsOf = (page: { sessions: { session_id: string }[] }) => page.sessions.map(({ session_id }) => session_id)
    expect(idsOf(whole)).toEqual(ids)
    const pages = [await list('?limit=2'), await list('?limit=2&offset=2'), await list('?limit=2&offset=4')]
    expect(pages.flatMap((page) => idsOf(page.json()))).toEqual(ids)
    expect((await list('?offset=100')).json()).toMatchObject({ sessions: [], total: 5 })
  })

  test('200: a guided session names its title, also when that is no longer shown', async () => {
    await server.db.query('', "update content set status = 'archived' where id = $1", [contentId])
    const { sessions } = (await list('?limit=1')).json()
    expect(sessions[0]).toMatchObject({
      session_type: 'guided',
      content: { id: contentId, title: 'Ocean', content_type: 'audio' },
      duration_seconds: 600,
    })
  })

  test('200: nobody sees the sessions of others', async () => {
    expect((await list('', foreigner)).json()).toMatchObject({ sessions: [], total: 0 })
    const own = await startSession(server, foreigner)
    expect((await list('', foreigner)).json()).toMatchObject({ sessions: [{ session_id: own, ended_at: null }] })
  })

  test('401: nobody', async () => {
    expect((await server.request('GET', '/api/meditation/sessions')).statusCode).toBe(401)
  })

  test('403: a suspended member', async () => {
    const suspended = await signUp(server, 'suspended@example.com')
    await server.db.query('', "update users set status = 'suspended' where email = 'suspended@example.com'")
    expect((await list('', suspended)).statusCode).toBe(403)
  })

  test.each(['?limit=0', '?limit=101', '?offset=-1', '?limit=many'])('422: %s', async (query) => {
    expect((await list(query)).statusCode).toBe(422)
  })
})
