import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { publish } from '../../testing/catalogue-rows.ts'
import { signUp, signUpAs } from '../../testing/members.ts'
import { testServer } from '../../testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

let members = 0
let cookies: string
beforeEach(async () => {
  members += 1
  cookies = await signUp(server, `member${members}@example.com`)
})

const sound = (title: string) => publish(server, { title, type: 'audio', durationSeconds: 600 })
async function play(id: string, seconds: number, sequence = 1): Promise<void> {
  server.clock.advance(1_000)
  const body = { position_seconds: seconds, sequence }
  await server.request('PUT', `/api/streaming/content/${id}/position`, { cookies, body })
}
const ask = async (list: 'continue' | 'watched' | 'history', member = cookies) =>
  server.request('GET', `/api/streaming/${list}`, { cookies: member })
const titles = async () =>
  (await ask('continue')).json().under_way.map(({ item }: { item: { title: string } }) => item.title)
/** A member who may not do anything. */
async function suspended(): Promise<string> {
  members += 1
  const email = `suspended${members}@example.com`
  const signedIn = await signUp(server, email)
  await server.db.query('', "update users set status = 'suspended' where email = $1", [email])
  return signedIn
}
const remove = (id: string, member = cookies) =>
  server.request('DELETE', `/api/streaming/continue/${id}`, { cookies: member })

describe('GET /api/streaming/continue', () => {
  test('200: what was begun and not finished, the latest first, as cards with where one stopped', async () => {
    const [rain, sea, wind] = [await sound('Rain'), await sound('Sea'), await sound('Wind')]
    await play(rain, 100)
    await play(sea, 200)
    await play(wind, 2)
    await play(rain, 120, 2)
    const [first, second, ...more] = (await ask('continue')).json().under_way
    expect(first).toMatchObject({
      item: { id: rain, title: 'Rain', locked: false },
      position: { position_seconds: 120 },
    })
    expect(second).toMatchObject({ item: { id: sea } })
    expect(more).toEqual([])
    await play(rain, 600, 3)
    expect(await titles()).toEqual(['Sea'])
  })

  test('200: nothing that may not be played: above the tier, not ready, taken down', async () => {
    const locked = await publish(server, { title: 'Locked', tier: 'basic' })
    const unready = await publish(server, { title: 'Soon', isReady: false })
    for (const id of [locked, unready]) await play(id, 100)
    expect(await titles()).toEqual([])
    cookies = await signUpAs(server, 'basic')
    await play(locked, 100)
    expect(await titles()).toEqual(['Locked'])
  })

  test('200: twenty at the most', async () => {
    const id = await sound('Drops')
    await play(id, 100)
    await server.db.query(
      '',
      `with copies as (
         insert into content (id, title, slug, content_type, access_tier, status, is_audio_hls_ready)
         select gen_random_uuid(), 'Copy', 'copy-' || n, 'audio', 'free', 'published', true from generate_series(1, 25) n
         returning id)
       insert into watch_positions (user_id, content_id, position_seconds, sequence, moved_back, under_way, updated_at)
       select user_id, copies.id, 100, 1, false, true, now() from watch_positions, copies where content_id = $1`,
      [id],
    )
    await publish(server, { title: 'The last one' })
    expect(await titles()).toHaveLength(20)
  })

  test('403: a suspended member', async () => {
    expect((await ask('continue', await suspended())).statusCode).toBe(403)
  })

  test('401: for members only', async () => {
    expect((await server.request('GET', '/api/streaming/continue')).statusCode).toBe(401)
  })
})

describe('DELETE /api/streaming/continue/{content_id}', () => {
  test('204: the item is off the list, of this member alone, keeps its position, and is back when it is played again', async () => {
    const id = await sound('Rain')
    await play(id, 100)
    const other = await signUp(server, 'other@example.com')
    expect((await remove(id, other)).statusCode).toBe(404)
    expect(await titles()).toEqual(['Rain'])
    expect((await remove(id.toUpperCase())).statusCode).toBe(204)
    expect(await titles()).toEqual([])
    const { json } = await server.request('GET', `/api/streaming/content/${id}/position`, { cookies })
    expect(json()).toMatchObject({ position_seconds: 100, under_way: true })
    await play(id, 90, 2)
    expect(await titles(), 'a report that is not stored does not put it back').toEqual([])
    await play(id, 110, 2)
    expect(await titles()).toEqual(['Rain'])
  })

  test('204: what was taken off already is', async () => {
    const id = await sound('Rain')
    await play(id, 100)
    for (const _ of [1, 2]) expect((await remove(id)).statusCode).toBe(204)
  })

  test('400: an id that is none', async () => {
    expect((await remove('rain')).statusCode).toBe(400)
  })

  test('404: an item of which the member played nothing', async () => {
    expect((await remove(randomUUID())).statusCode).toBe(404)
  })

  test('401: for members only', async () => {
    expect((await server.request('DELETE', `/api/streaming/continue/${randomUUID()}`)).statusCode).toBe(401)
  })
})

describe('GET /api/streaming/watched', () => {
  test('200: what the member watched to its end, the latest first', async () => {
    const [rain, sea, wind] = [await sound('Rain'), await sound('Sea'), await sound('Wind')]
    await play(rain, 570)
    await play(sea, 569)
    await play(wind, 600)
    expect((await ask('watched')).json()).toEqual({ content_ids: [wind, rain] })
    expect((await ask('watched', await signUp(server, 'new@example.com'))).json()).toEqual({ content_ids: [] })
  })

  test('403: a suspended member', async () => {
    expect((await ask('watched', await suspended())).statusCode).toBe(403)
  })

  test('401: for members only', async () => {
    expect((await server.request('GET', '/api/streaming/watched')).statusCode).toBe(401)
  })
})

describe('GET /api/streaming/history', () => {
  test('200: everything that was played, each item once, the latest first, in pages; what is locked now is locked', async () => {
    const [rain, sea, wind] = [
      await sound('Rain'),
      await sound('Sea'),
      await publish(server, { title: 'Wind', tier: 'basic' }),
    ]
    await play(rain, 600)
    await play(sea, 100)
    await play(wind, 10)
    await play(rain, 20, 2)
    const page = (await ask('history')).json()
    expect(page).toMatchObject({ total: 3, limit: 20, offset: 0 })
    expect(page.history).toMatchObject([
      { item: { title: 'Wind', locked: true }, position: { position_seconds: 10 } },
      { item: { title: 'Sea' } },
      { item: { title: 'Rain' }, position: { watched: true } },
    ])
    const second = await server.request('GET', '/api/streaming/history?limit=1&offset=1', { cookies })
    expect(second.json()).toMatchObject({ total: 3, history: [{ item: { title: 'Sea' } }] })
  })

  test('403: to members who were suspended', async () => {
    expect((await ask('history', await suspended())).statusCode).toBe(403)
  })

  test('422: a page that is none', async () => {
    expect((await server.request('GET', '/api/streaming/history?limit=0', { cookies })).statusCode).toBe(422)
  })

  test('401: without a session', async () => {
    expect((await server.request('GET', '/api/streaming/history')).statusCode).toBe(401)
  })
})

describe('DELETE /api/streaming/history/{content_id}', () => {
  const forget = (id: string, member = cookies) =>
    server.request('DELETE', `/api/streaming/history/${id}`, { cookies: member })

  test('204: nothing is known of it any more, of this member alone, until it is played again', async () => {
    const id = await sound('Rain')
    await play(id, 580)
    const other = await signUp(server, `another${members}@example.com`)
    expect((await forget(id, other)).statusCode).toBe(404)
    expect((await forget(id.toUpperCase())).statusCode).toBe(204)
    expect((await ask('history')).json().history).toEqual([])
    expect((await ask('watched')).json().content_ids).toEqual([])
    await play(id, 40)
    expect((await ask('history')).json().history).toMatchObject([
      { position: { position_seconds: 40, watched: false } },
    ])
  })

  test('400: an id that is none', async () => {
    expect((await forget('rain')).statusCode).toBe(400)
  })

  test('404: an item that was never played', async () => {
    expect((await forget(randomUUID())).statusCode).toBe(404)
  })

  test('401: without a session', async () => {
    expect((await server.request('DELETE', `/api/streaming/history/${randomUUID()}`)).statusCode).toBe(401)
  })
})

describe('DELETE /api/streaming/whole-history', () => {
  const clear = (member = cookies) => server.request('DELETE', '/api/streaming/whole-history', { cookies: member })

  test('204: nothing is known of what was played, of this member alone; where there is nothing, too', async () => {
    const id = await sound('Rain')
    const other = await signUp(server, `another${members}@example.com`)
    const body = { position_seconds: 40, sequence: 1 }
    await server.request('PUT', `/api/streaming/content/${id}/position`, { cookies: other, body })
    await play(id, 580)
    for (const _ of [1, 2]) expect((await clear()).statusCode).toBe(204)
    for (const [list, key] of [
      ['history', 'history'],
      ['watched', 'content_ids'],
      ['continue', 'under_way'],
    ] as const) {
      expect((await ask(list)).json()[key]).toEqual([])
    }
    expect((await ask('history', other)).json().history).toHaveLength(1)
  })

  test('an entry that lost its id on its way clears nothing', async () => {
    await play(await sound('Rain'), 100)
    expect((await server.request('DELETE', '/api/streaming/history/', { cookies })).statusCode).toBe(404)
    expect((await ask('history')).json().history).toHaveLength(1)
  })

  test('403: to members who were suspended', async () => {
    expect((await clear(await suspended())).statusCode).toBe(403)
  })

  test('401: without a session', async () => {
    expect((await server.request('DELETE', '/api/streaming/whole-history')).statusCode).toBe(401)
  })
})
