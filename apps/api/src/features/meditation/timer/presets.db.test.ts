import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { signUp } from '../../../testing/members.ts'
import { testServer } from '../../../testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const cookies = await signUp(server, 'ada@example.com')
const foreigner = await signUp(server, 'eve@example.com')
const morning = {
  name: 'Morning',
  minutes: 25,
  preparation_seconds: 15,
  interval_minutes: 5,
  start_bell: true,
  end_bell: true,
  ambient_sounds: [
    { sound: 'rain', level: 40 },
    { sound: 'singing_bowl', level: 100 },
  ],
}
const request = (method: 'GET' | 'PUT' | 'DELETE', id = '', body?: object, member: string | undefined = cookies) =>
  server.request(method, `/api/meditation/timer/presets${id && `/${id}`}`, {
    ...(member && { cookies: member }),
    ...(body && { body }),
  })
const listed = async (member = cookies) => (await request('GET', '', undefined, member)).json().presets

describe('GET /api/meditation/timer/presets', () => {
  test('200: own ones alone', async () => {
    const id = randomUUID()
    await request('PUT', id, morning)
    expect(await listed()).toEqual([{ id, ...morning }])
    expect(await listed(foreigner)).toEqual([])
    await request('DELETE', id)
  })

  test('401: nobody', async () => {
    expect((await request('GET', '', undefined, '')).statusCode).toBe(401)
  })

  test('403: a suspended member', async () => {
    const suspended = await signUp(server, 'suspended@example.com')
    await server.db.query('', "update users set status = 'suspended' where email = 'suspended@example.com'")
    expect((await request('GET', '', undefined, suspended)).statusCode).toBe(403)
  })
})

describe('PUT /api/meditation/timer/presets/{id}', () => {
  test('200: again, it takes the place of the one before', async () => {
    const id = randomUUID()
    expect((await request('PUT', id, morning)).json()).toEqual({ id, ...morning })
    const open = { ...morning, name: 'Open', minutes: null, interval_minutes: null }
    expect((await request('PUT', id, open)).statusCode).toBe(200)
    expect(await listed()).toEqual([{ id, ...open }])
    await request('DELETE', id)
  })

  test('200: a client that knows of no sounds keeps a preset without any', async () => {
    const id = randomUUID()
    const { ambient_sounds: _, ...silent } = morning
    expect((await request('PUT', id, silent)).json()).toEqual({ id, ...silent, ambient_sounds: [] })
    expect(await listed()).toEqual([{ id, ...silent, ambient_sounds: [] }])
    await request('DELETE', id)
  })

  test('200: an id that another member has, too, is another preset', async () => {
    const id = randomUUID()
    await request('PUT', id, morning)
    await request('PUT', id, { ...morning, name: 'Theirs' }, foreigner)
    expect(await listed()).toEqual([{ id, ...morning }])
    await request('DELETE', id, undefined, foreigner)
    expect(await listed()).toEqual([{ id, ...morning }])
    await request('DELETE', id)
  })

  test('400: an id that is none', async () => {
    expect((await request('PUT', 'mine', morning)).statusCode).toBe(400)
  })

  test('401: nobody', async () => {
    expect((await request('PUT', randomUUID(), morning, '')).statusCode).toBe(401)
  })

  test('409: the 21st, also when many come at once; those that there are may be changed', async () => {
    const many = await signUp(server, 'many@example.com')
    const ids = Array.from({ length: 25 }, () => randomUUID())
    const answers = await Promise.all(ids.map((id) => request('PUT', id, morning, many)))
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(20)
    expect(answers.find(({ statusCode }) => statusCode === 409)?.json()).toMatchObject({ code: 'preset_limit' })
    const [{ id }] = await listed(many)
    expect((await request('PUT', id, { ...morning, name: 'Late' }, many)).statusCode).toBe(200)
  })

  const rain = { sound: 'rain', level: 40 }
  test.each([
    { name: '' },
    { minutes: 0 },
    { minutes: 181 },
    { preparation_seconds: -1 },
    { interval_minutes: 0.5 },
    { ambient_sounds: [{ ...rain, level: 0 }] },
    { ambient_sounds: [{ ...rain, sound: 'thunder' }] },
    { ambient_sounds: [rain, rain] },
    { ambient_sounds: ['rain', 'waves', 'pink_noise', 'brown_noise'].map((sound) => ({ sound, level: 1 })) },
  ])('422: %o', async (wrong) => {
    expect((await request('PUT', randomUUID(), { ...morning, ...wrong })).statusCode).toBe(422)
  })
})

describe('DELETE /api/meditation/timer/presets/{id}', () => {
  test('204: it is gone; again, too', async () => {
    const id = randomUUID()
    await request('PUT', id, morning)
    for (const _ of [1, 2]) expect((await request('DELETE', id)).statusCode).toBe(204)
    expect(await listed()).toEqual([])
  })

  test('400: an id that is none', async () => {
    expect((await request('DELETE', 'mine')).statusCode).toBe(400)
  })

  test('401: nobody', async () => {
    expect((await request('DELETE', randomUUID(), undefined, '')).statusCode).toBe(401)
  })
})
