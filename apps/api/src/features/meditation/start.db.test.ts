import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { insertContent, publish } from '../../testing/catalogue-rows.ts'
import { signUp, signUpAs } from '../../testing/members.ts'
import { testServer } from '../../testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const items = {
  free: await publish(server, { title: 'Free' }),
  premium: await publish(server, { title: 'Premium', tier: 'premium' }),
  unready: await publish(server, { title: 'Soon', isReady: false }),
}
const cookies = {
  free: await signUp(server, 'free@example.com'),
  premium: await signUpAs(server, 'premium', 'premium_user'),
}
const start = (body: object | undefined, member: string | undefined = cookies.free) =>
  server.request('POST', '/api/meditation/sessions/start', { ...(body && { body }), cookies: member })

const OWN = { inhale_ms: 3_000, hold_in_ms: 0, exhale_ms: 6_000, hold_out_ms: 1_000 }

describe('POST /api/meditation/sessions/start', () => {
  test('201: free practice, breathing as it comes', async () => {
    const response = await start({})
    expect(response.statusCode).toBe(201)
    const { session_id } = response.json()
    expect(response.json()).toEqual({
      session_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      session_type: 'free_practice',
      content: null,
      pattern: 'none',
      pattern_name: null,
      target: null,
      started_at: new Date(server.clock.nowMs()).toISOString(),
      store_breath: true,
      websocket_url: `ws://localhost:8000/api/meditation/ws/breath?session_id=${session_id}`,
    })
  })

  test('201: a request without a body is free practice too', async () => {
    expect((await start(undefined)).json()).toMatchObject({ session_type: 'free_practice', pattern: 'none' })
  })

  test.each([
    ['box', [4_000, 4_000, 4_000, 4_000]],
    ['4-7-8', [4_000, 7_000, 8_000, 0]],
    ['coherent', [5_500, 0, 5_500, 0]],
  ])('201: the pattern %s says what to follow', async (pattern, [inhale_ms, hold_in_ms, exhale_ms, hold_out_ms]) => {
    const { target } = (await start({ pattern })).json()
    expect(target).toEqual({ inhale_ms, hold_in_ms, exhale_ms, hold_out_ms })
  })

  test('201: a pattern of their own', async () => {
    expect((await start({ pattern: 'own', target: OWN })).json()).toMatchObject({ pattern: 'own', target: OWN })
  })

  test('201: guided by a title, under any spelling of its id', async () => {
    for (const content_id of [items.free, items.free.toUpperCase()]) {
      expect((await start({ session_type: 'guided', content_id })).json()).toMatchObject({
        session_type: 'guided',
        content: { id: items.free, title: 'Free', slug: expect.any(String), content_type: 'video' },
      })
    }
  })

  test('201: a title of their tier', async () => {
    expect((await start({ content_id: items.premium }, cookies.premium)).statusCode).toBe(201)
  })

  test('201: what may not be kept is noted', async () => {
    expect((await start({ store_breath: false })).json().store_breath).toBe(false)
  })

  test('401: nobody', async () => {
    const response = await server.request('POST', '/api/meditation/sessions/start', { body: {} })
    expect(response.statusCode).toBe(401)
  })

  test('403: a title above their tier, as for a stream of it', async () => {
    const response = await start({ content_id: items.premium })
    expect(response.statusCode).toBe(403)
    expect(response.json()).toMatchObject({
      code: 'upgrade_required',
      detail: 'Premium subscription required to access this content',
    })
  })

  test('404: an unknown title, a draft, and one that was deleted a moment ago', async () => {
    const draft = await insertContent(server.db, { title: 'Draft', status: 'draft' })
    for (const content_id of [randomUUID(), draft]) {
      const response = await start({ content_id })
      expect(response.statusCode).toBe(404)
      expect(response.json().detail).toBe('Content not found')
    }
    await server.db.transaction(async (tx) => {
      await tx.query('', 'delete from renditions where content_id = $1', [items.unready])
      await tx.query('', 'delete from content where id = $1', [items.unready])
    })
    expect((await start({ content_id: items.unready })).statusCode).toBe(404)
  })

  test.each([
    ['a pattern that is none', { pattern: 'triangle' }],
    ['a target without its pattern', { target: OWN }],
    ['a target for a pattern of ours', { pattern: 'box', target: OWN }],
    ['their own pattern without a target', { pattern: 'own' }],
    ['an inhale of no time', { pattern: 'own', target: { ...OWN, inhale_ms: 0 } }],
    ['a hold of an hour', { pattern: 'own', target: { ...OWN, hold_in_ms: 3_600_000 } }],
    ['guided by nothing', { session_type: 'guided' }],
    ['free practice with a title', { session_type: 'free_practice', content_id: items.free }],
    ['a title that is no id', { content_id: 'ocean' }],
    ['a list', [1]],
  ])('422: %s', async (_, body) => {
    const headers = { 'content-type': 'application/json' }
    const options = { body, cookies: cookies.free, headers }
    const response = await server.request('POST', '/api/meditation/sessions/start', options)
    expect(response.statusCode).toBe(422)
  })
})
