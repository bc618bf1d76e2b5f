import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { testServer } from '../../../testing/test-server.ts'
import { studioShelves } from './testing/studio-shelves.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const { creator, ask, made, lists, refusesStrangers, refusals } = await studioShelves(server)

const PATTERNS = '/patterns'

describe('GET /api/studio/patterns', () => lists(PATTERNS, { name: 'Listed' }))

const SLOW = { inhale_ms: 5_000, hold_in_ms: 0, exhale_ms: 10_000, hold_out_ms: 0 }

describe('POST /api/studio/patterns', () => {
  refusesStrangers('POST', PATTERNS, { name: 'Slow' })

  test('200: members can choose it', async () => {
    const pattern = await made(PATTERNS, { name: 'Slow wave', words: 'For the evening.', target: SLOW })
    expect(pattern).toMatchObject({ is_shown: true, version: 1, target: SLOW })
    const { patterns } = (await server.request('GET', '/api/meditation/patterns', { cookies: creator })).json()
    expect(patterns).toContainEqual({ id: pattern.id, name: 'Slow wave', words: 'For the evening.', target: SLOW })
  })

  test('422: a cycle that nobody can breathe', async () => {
    for (const wrong of [{ inhale_ms: 100 }, { exhale_ms: 60_001 }, { hold_in_ms: -1 }, { hold_out_ms: 0.5 }]) {
      const body = { name: 'Wrong', target: { ...SLOW, ...wrong } }
      expect((await ask('POST', PATTERNS, { body })).statusCode).toBe(422)
    }
  })
})

describe('GET /api/studio/patterns/{id}', () => {
  refusals('GET', PATTERNS)

  test('200: as it is', async () => {
    const pattern = await made(PATTERNS, { name: 'Single' })
    expect((await ask('GET', `${PATTERNS}/${pattern.id}`)).json()).toEqual(pattern)
  })
})

describe('PATCH /api/studio/patterns/{id}', () => {
  refusals('PATCH', PATTERNS, { version: 1 })

  test('200: one that is hidden can be chosen no more; 409 and 422 as for a category', async () => {
    const { id } = await made(PATTERNS, { name: 'Hidden soon' })
    await ask('PATCH', `${PATTERNS}/${id}`, { body: { version: 1, is_shown: false } })
    const { patterns } = (await server.request('GET', '/api/meditation/patterns', { cookies: creator })).json()
    expect(patterns.map((pattern: { id: string }) => pattern.id)).not.toContain(id)
    expect((await ask('PATCH', `${PATTERNS}/${id}`, { body: { version: 1 } })).statusCode).toBe(409)
    expect((await ask('PATCH', `${PATTERNS}/${id}`, { body: { version: 2, target: {} } })).statusCode).toBe(422)
  })
})

describe('DELETE /api/studio/patterns/{id}', () => {
  refusals('DELETE', PATTERNS)

  test('200: sessions that followed it keep what they followed; 422 for a target', async () => {
    const { id } = await made(PATTERNS, { name: 'Followed', target: SLOW })
    expect((await ask('DELETE', `${PATTERNS}/${id}?move_to=${randomUUID()}`)).statusCode).toBe(422)
    const body = { pattern: 'studio', pattern_id: id }
    const started = await server.request('POST', '/api/meditation/sessions/start', { body, cookies: creator })
    expect(started.json()).toMatchObject({ pattern: 'studio', target: SLOW })
    expect((await ask('DELETE', `${PATTERNS}/${id}`)).json()).toEqual({ moved: 0 })
    const url = `/api/meditation/sessions/${started.json().session_id}/stats`
    expect((await server.request('GET', url, { cookies: creator })).json()).toMatchObject({ target: SLOW })
  })
})

describe('PUT /api/studio/patterns/{id}/place', () => {
  refusals('PUT', PATTERNS, { before: null }, '/place')

  test('200: where it shall be', async () => {
    const first = await made(PATTERNS, { name: 'One' })
    const second = await made(PATTERNS, { name: 'Two' })
    await ask('PUT', `${PATTERNS}/${second.id}/place`, { body: { before: first.id } })
    const { patterns } = (await ask('GET', `${PATTERNS}?limit=100`)).json()
    const ids = patterns.map(({ id }: { id: string }) => id)
    expect(ids.indexOf(second.id)).toBe(ids.indexOf(first.id) - 1)
  })

  test('409: before one that is gone; 422: without a place', async () => {
    const { id } = await made(PATTERNS, { name: 'Placeless' })
    const gone = { body: { before: randomUUID() } }
    expect((await ask('PUT', `${PATTERNS}/${id}/place`, gone)).statusCode).toBe(409)
    expect((await ask('PUT', `${PATTERNS}/${id}/place`, { body: {} })).statusCode).toBe(422)
  })
})
