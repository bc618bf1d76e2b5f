import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { publish } from '../../testing/catalogue-rows.ts'
import { signUp } from '../../testing/members.ts'
import { testServer } from '../../testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

let members = 0
let cookies: string
beforeEach(async () => {
  members += 1
  cookies = await signUp(server, `member${members}@example.com`)
})

const change = (method: 'PUT' | 'DELETE', id: string, member = cookies) => {
  server.clock.advance(1_000)
  return server.request(method, `/api/favourites/${id}`, { cookies: member })
}
const add = (id: string, member = cookies) => change('PUT', id, member)
const remove = (id: string, member = cookies) => change('DELETE', id, member)
const ask = (query = '', member = cookies) => server.request('GET', `/api/favourites${query}`, { cookies: member })
const titles = async (query = '') =>
  (await ask(query)).json().favourites.map(({ item }: { item: { title: string } }) => item.title)
const ids = async (member = cookies) =>
  (await server.request('GET', '/api/favourites/ids', { cookies: member })).json().content_ids
/** A member who may not do anything. */
async function suspended(): Promise<string> {
  members += 1
  const email = `suspended${members}@example.com`
  const signedIn = await signUp(server, email)
  await server.db.query('', "update users set status = 'suspended' where email = $1", [email])
  return signedIn
}

describe('PUT /api/favourites/{content_id}', () => {
  test('204: once more it changes nothing, not even when it was put there', async () => {
    const [rain, sea] = [await publish(server, { title: 'Rain' }), await publish(server, { title: 'Sea' })]
    for (const id of [rain, sea, rain.toUpperCase()]) expect((await add(id)).statusCode).toBe(204)
    expect(await titles()).toEqual(['Sea', 'Rain'])
  })

  test('204: at once, ten times, it is there once', async () => {
    const id = await publish(server, { title: 'Rain' })
    await Promise.all(Array.from({ length: 10 }, () => add(id)))
    expect(await ids()).toEqual([id])
  })

  test('400: an id that is none', async () => {
    expect((await add('rain')).statusCode).toBe(400)
  })

  test('404: an item that there is not, or that is not published', async () => {
    expect((await add(randomUUID())).statusCode).toBe(404)
  })

  test('401: without a session', async () => {
    expect((await server.request('PUT', `/api/favourites/${randomUUID()}`)).statusCode).toBe(401)
  })
})

describe('DELETE /api/favourites/{content_id}', () => {
  test('204: it is no favourite any more, of this member alone; one that was none is no error', async () => {
    const id = await publish(server, { title: 'Rain' })
    const other = await signUp(server, `other${members}@example.com`)
    await add(id)
    await add(id, other)
    for (const _ of [1, 2]) expect((await remove(id)).statusCode).toBe(204)
    expect(await ids()).toEqual([])
    expect(await ids(other)).toEqual([id])
  })

  test('400: an id that is none; 404: none at all', async () => {
    expect((await remove('rain')).statusCode).toBe(400)
    expect((await remove('')).statusCode).toBe(404)
  })

  test('401: without a session', async () => {
    expect((await server.request('DELETE', `/api/favourites/${randomUUID()}`)).statusCode).toBe(401)
  })
})

describe('GET /api/favourites', () => {
  test('200: as cards, the latest first, in pages; what the plan does not open is locked', async () => {
    const open = await publish(server, { title: 'Open' })
    const locked = await publish(server, { title: 'Locked', tier: 'premium' })
    const last = await publish(server, { title: 'Last' })
    for (const id of [open, locked, last]) await add(id)
    const page = (await ask('?limit=2')).json()
    expect(page).toMatchObject({ total: 3, limit: 2, offset: 0 })
    expect(page.favourites).toMatchObject([
      { item: { title: 'Last', locked: false }, added_at: new Date(server.clock.nowMs()).toISOString() },
      { item: { title: 'Locked', locked: true } },
    ])
    expect(await titles('?limit=2&offset=2')).toEqual(['Open'])
  })

  test('200: what was taken down is left out, and its heart is kept', async () => {
    const id = await publish(server, { title: 'Rain' })
    await add(id)
    const set = (status: string) =>
      server.db.query('', 'update content set status = $2 where id = $1', [id, status]).then(() => {})
    await set('archived')
    await publish(server, { title: 'Another' })
    expect(await titles()).toEqual([])
    await set('published')
    await publish(server, { title: 'One more' })
    expect(await titles()).toEqual(['Rain'])
  })

  test('403: to members who were suspended', async () => {
    expect((await ask('', await suspended())).statusCode).toBe(403)
  })

  test.each(['?limit=0', '?limit=101', '?offset=-1', '?limit=x'])('422: %s', async (query) => {
    expect((await ask(query)).statusCode).toBe(422)
  })

  test('401: without a session', async () => {
    expect((await server.request('GET', '/api/favourites')).statusCode).toBe(401)
  })
})

describe('GET /api/favourites/ids', () => {
  test('200: the latest first, of this member alone', async () => {
    const [rain, sea] = [await publish(server, { title: 'Rain' }), await publish(server, { title: 'Sea' })]
    await add(rain)
    await add(sea)
    expect(await ids()).toEqual([sea, rain])
    expect(await ids(await signUp(server, `new${members}@example.com`))).toEqual([])
  })

  test('403: to members who were suspended', async () => {
    const member = await suspended()
    expect((await server.request('GET', '/api/favourites/ids', { cookies: member })).statusCode).toBe(403)
  })

  test('401: without a session', async () => {
    expect((await server.request('GET', '/api/favourites/ids')).statusCode).toBe(401)
  })
})
