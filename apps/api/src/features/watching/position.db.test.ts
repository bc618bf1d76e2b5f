import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { publish } from '../../testing/catalogue-rows.ts'
import { signUp } from '../../testing/members.ts'
import { testServer } from '../../testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const ada = await signUp(server, 'ada@example.com')
const eve = await signUp(server, 'eve@example.com')
const film = () => publish(server, { title: 'Ocean', durationSeconds: 600 })
const address = (id: string) => `/api/streaming/content/${id}/position`
const put = (id: string, body: object | string, cookies = ada) => server.request('PUT', address(id), { cookies, body })
const report = async (id: string, seconds: number, sequence: number, more: object = {}) =>
  (await put(id, { position_seconds: seconds, sequence, ...more })).json()
const get = (id: string, cookies = ada) => server.request('GET', address(id), { cookies })
const stored = async (id: string) => {
  const { position_seconds, sequence } = (await get(id)).json()
  return [position_seconds, sequence]
}

describe('PUT /api/streaming/content/{content_id}/position', () => {
  test('200: what a player says is stored, and is there on every device of the member, and on nobody else’s', async () => {
    const id = await film()
    const response = await put(id, { position_seconds: 125.4, sequence: 1 })
    expect(response.statusCode).toBe(200)
    expect(response.json()).toEqual({
      position_seconds: 125.4,
      sequence: 1,
      under_way: true,
      watched: false,
      updated_at: new Date(server.clock.nowMs()).toISOString(),
    })
    const elsewhere = await server.request('GET', address(id.toUpperCase()), { cookies: ada })
    expect(elsewhere.json()).toEqual(response.json())
    expect((await get(id, eve)).json()).toMatchObject({ position_seconds: 0, sequence: 0 })
  })

  test('200: an older report never overwrites a newer one, whenever it arrives, and is told what is stored', async () => {
    const id = await film()
    await report(id, 300, 7)
    for (const sequence of [6, 7]) {
      expect(await report(id, 400, sequence)).toMatchObject({ position_seconds: 300, sequence: 7 })
    }
    expect(await stored(id)).toEqual([300, 7])
  })

  test('200: a newer report that is behind is stored if the member went back on purpose, and not otherwise', async () => {
    const id = await film()
    await report(id, 300, 1)
    expect(await report(id, 20, 2)).toMatchObject({ position_seconds: 300, sequence: 1 })
    expect(await report(id, 20, 2, { moved_back: true })).toMatchObject({ position_seconds: 20, sequence: 2 })
    expect(await report(id, 25, 3)).toMatchObject({ position_seconds: 25, sequence: 3 })
  })

  test('200: reports that come at the same moment, in any order, leave the newest', async () => {
    const id = await film()
    const order = [3, 9, 1, 10, 2, 8, 4, 7, 5, 6]
    await Promise.all(order.map((sequence) => report(id, sequence * 10, sequence)))
    expect(await stored(id)).toEqual([100, 10])
  })

  test.each([
    [3.9, false, false],
    [4, true, false],
    [569.9, true, false],
    [570, false, true],
    [600, false, true],
  ])('200: at %f of 600 seconds an item is under way: %s, and watched: %s', async (seconds, under_way, watched) => {
    expect(await report(await film(), seconds, 1)).toMatchObject({ under_way, watched })
  })

  test('200: what was watched once stays watched while it is watched again', async () => {
    const id = await film()
    await report(id, 590, 1)
    expect(await report(id, 30, 2, { moved_back: true })).toMatchObject({ under_way: true, watched: true })
  })

  test('200: an item whose length is not known is never watched, and goes on where it stopped', async () => {
    const id = await publish(server, { title: 'Endless', durationSeconds: null })
    expect(await report(id, 9_000, 1)).toMatchObject({ under_way: true, watched: false })
  })

  test('200: an item above the tier takes the last report of one who lost it', async () => {
    const id = await publish(server, { title: 'Locked', tier: 'premium' })
    expect((await put(id, { position_seconds: 60, sequence: 1 })).statusCode).toBe(200)
  })

  test('400: an id that is none', async () => {
    expect((await put('rain', { position_seconds: 1, sequence: 1 })).statusCode).toBe(400)
  })

  test('401: for members only', async () => {
    const body = { position_seconds: 1, sequence: 1 }
    expect((await server.request('PUT', address(randomUUID()), { body })).statusCode).toBe(401)
  })

  test('404: an item that is not there', async () => {
    expect((await put(randomUUID(), { position_seconds: 1, sequence: 1 })).statusCode).toBe(404)
  })

  test.each([
    { position_seconds: -1, sequence: 1 },
    { position_seconds: 1e9, sequence: 1 },
    { position_seconds: 1, sequence: 0 },
    { position_seconds: 1, sequence: 1.5 },
    { position_seconds: 1, sequence: 2 ** 60 },
    { position_seconds: '1', sequence: 1 },
    { sequence: 1 },
    { position_seconds: 1 },
  ])('422: %j is no report, and what is stored stays', async (body) => {
    const id = await film()
    await report(id, 100, 1)
    expect((await put(id, body)).statusCode).toBe(422)
    expect(await stored(id)).toEqual([100, 1])
  })
})

describe('GET /api/streaming/content/{content_id}/position', () => {
  test('200: an item that was never begun is at its beginning', async () => {
    expect((await get(await film())).json()).toEqual({
      position_seconds: 0,
      sequence: 0,
      under_way: false,
      watched: false,
      updated_at: null,
    })
  })

  test('400: an id that is none', async () => {
    expect((await get('rain')).statusCode).toBe(400)
  })

  test('401: for members only', async () => {
    expect((await server.request('GET', address(randomUUID()))).statusCode).toBe(401)
  })

  test('403: a suspended member', async () => {
    const suspended = await signUp(server, 'suspended@example.com')
    await server.db.query('', "update users set status = 'suspended' where email = 'suspended@example.com'")
    expect((await get(await film(), suspended)).statusCode).toBe(403)
  })

  test('404: an item that is not there', async () => {
    expect((await get(randomUUID())).statusCode).toBe(404)
  })
})
