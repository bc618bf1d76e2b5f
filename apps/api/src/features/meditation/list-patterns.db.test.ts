import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { signUp } from '../../testing/members.ts'
import { testServer } from '../../testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const cookies = await signUp(server, 'member@example.com')
const list = () => server.request('GET', '/api/meditation/patterns', { cookies })
const TARGET = { inhale_ms: 5_000, hold_in_ms: 0, exhale_ms: 10_000, hold_out_ms: 0 }

async function insertPattern(name: string, position: number, isShown = true): Promise<string> {
  const id = randomUUID()
  await server.db.query(
    '',
    'insert into breath_patterns (id, name, words, target, position, is_shown) values ($1, $2, $3, $4, $5, $6)',
    [id, name, '', TARGET, position, isShown],
  )
  return id
}

describe('GET /api/meditation/patterns', () => {
  test('200: those that are shown, in their order, in the next answer', async () => {
    expect((await list()).json()).toEqual({ patterns: [] })
    const second = await insertPattern('Second', 2)
    const first = await insertPattern('First', 1)
    await insertPattern('Hidden', 0, false)
    const rest = { words: '', target: TARGET }
    expect((await list()).json()).toEqual({
      patterns: [
        { id: first, name: 'First', ...rest },
        { id: second, name: 'Second', ...rest },
      ],
    })
  })

  test('401: without a session', async () => {
    expect((await server.request('GET', '/api/meditation/patterns')).statusCode).toBe(401)
  })

  test('403: a member who was suspended', async () => {
    const suspended = await signUp(server, 'suspended@example.com')
    await server.db.query('', `update users set status = 'suspended' where email = 'suspended@example.com'`)
    const answer = await server.request('GET', '/api/meditation/patterns', { cookies: suspended })
    expect(answer.statusCode).toBe(403)
  })
})

describe('POST /api/meditation/sessions/start', () => {
  const start = (body: object) => server.request('POST', '/api/meditation/sessions/start', { body, cookies })

  test("201: one of the studio's patterns says what to follow", async () => {
    const id = await insertPattern('Followed', 3)
    const session = (await start({ pattern: 'studio', pattern_id: id })).json()
    expect(session).toMatchObject({ pattern: 'studio', pattern_name: 'Followed', target: TARGET })
  })

  test('404: one that is hidden, or is not there', async () => {
    for (const id of [await insertPattern('Taken back', 4, false), randomUUID()]) {
      expect((await start({ pattern: 'studio', pattern_id: id })).statusCode).toBe(404)
    }
  })

  test('422: an id without its pattern, and the other way round', async () => {
    for (const body of [{ pattern_id: randomUUID() }, { pattern: 'studio' }]) {
      expect((await start(body)).statusCode).toBe(422)
    }
  })
})
