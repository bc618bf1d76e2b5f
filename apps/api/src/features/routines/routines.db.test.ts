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

const request = (method: 'GET' | 'PUT' | 'DELETE', id = '', body?: object, member: string | undefined = cookies) =>
  server.request(method, `/api/routines${id && `/${id}`}`, {
    ...(member && { cookies: member }),
    ...(body && { body }),
  })
const step = (content_id: string) => ({ kind: 'item', content_id })
const timer = (id: string) => ({ kind: 'timer', id, minutes: 5, bell: true })
const breath = (id: string) => ({ kind: 'breath', id, minutes: 3, pattern: 'coherent', target: null })
const TARGET = { inhale_ms: 4_000, hold_in_ms: 0, exhale_ms: 6_000, hold_out_ms: 0 }
const bedtime = { name: 'Bedtime', version: 0, steps: [] as object[] }
const names = async () => (await request('GET')).json().routines.map(({ name }: { name: string }) => name)
async function suspended(): Promise<string> {
  const email = `suspended${members}@example.com`
  const signedIn = await signUp(server, email)
  await server.db.query('', "update users set status = 'suspended' where email = $1", [email])
  return signedIn
}

describe('PUT /api/routines/{id}', () => {
  test('200: it is made, and changed whole', async () => {
    const id = randomUUID()
    const first = step(await publish(server, { title: 'Rain' }))
    const second = step(await publish(server, { title: 'Sea' }))
    const made = (await request('PUT', id, { ...bedtime, steps: [first, second] })).json()
    expect(made).toMatchObject({
      id,
      name: 'Bedtime',
      version: 1,
      steps: [{ ...first, item: { title: 'Rain' } }, second],
    })
    const changed = (await request('PUT', id, { name: 'Night', version: 1, steps: [second, first] })).json()
    expect(changed).toMatchObject({ name: 'Night', version: 2, steps: [second, first] })
    expect((await request('GET', id)).json()).toEqual(changed)
  })

  test('200: silence and breathing stand between items, in their order, as often as one likes', async () => {
    const id = randomUUID()
    const own = { ...breath(randomUUID()), pattern: 'own', target: TARGET }
    const practice = [timer(randomUUID()), breath(randomUUID()), timer(randomUUID()), own]
    const steps = [...practice.slice(0, 2), step(await publish(server, { title: 'Rain' })), ...practice.slice(2)]
    expect((await request('PUT', id, { ...bedtime, steps })).statusCode).toBe(200)
    expect((await request('GET', id)).json().steps).toMatchObject(steps)
  })

  test('200: steps without a kind, as pages of the release before send them and as it stored them, are items', async () => {
    const id = randomUUID()
    const content_id = randomUUID()
    const steps = [{ kind: 'item', content_id, item: null }]
    expect((await request('PUT', id, { ...bedtime, steps: [{ content_id }] })).json()).toMatchObject({ steps })
    await server.db.query('', 'update routines set steps = $1 where id = $2', [JSON.stringify([{ content_id }]), id])
    expect((await request('GET', id)).json()).toMatchObject({ steps })
  })

  test('400: an id that is none', async () => {
    expect((await request('PUT', 'bedtime', bedtime)).statusCode).toBe(400)
  })

  test('401: nobody; 403: a suspended member', async () => {
    expect((await request('PUT', randomUUID(), bedtime, '')).statusCode).toBe(401)
    expect((await request('PUT', randomUUID(), bedtime, await suspended())).statusCode).toBe(403)
  })

  test('404: a change of what another device has deleted', async () => {
    expect((await request('PUT', randomUUID(), { ...bedtime, version: 3 })).statusCode).toBe(404)
  })

  test('409: of devices that change it at once, one is heard; the others are told what is there now, and nothing of theirs is stored', async () => {
    const id = randomUUID()
    await request('PUT', id, bedtime)
    const answers = await Promise.all(
      ['One', 'Two', 'Three'].map((name) => request('PUT', id, { ...bedtime, name, version: 1 })),
    )
    expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 409, 409])
    const stored = answers.find(({ statusCode }) => statusCode === 200)?.json()
    expect((await request('GET', id)).json()).toEqual(stored)
    expect(answers.find(({ statusCode }) => statusCode === 409)?.json()).toMatchObject({
      code: 'edit_conflict',
      theirs: stored,
    })
  })

  test('409: the 51st, also when many come at once', async () => {
    const make = () => request('PUT', randomUUID(), bedtime)
    for (let made = 0; made < 48; made += 1) await make()
    const answers = await Promise.all([make(), make(), make(), make()])
    expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 200, 409, 409])
    expect(answers.find(({ statusCode }) => statusCode === 409)?.json()).toMatchObject({ code: 'routine_limit' })
    expect(await names()).toHaveLength(50)
  })

  const id = randomUUID()
  test.each([
    { name: '' },
    { version: -1 },
    { steps: [{ content_id: 'one' }] },
    { steps: [step(id), step(id.toUpperCase())] },
    { steps: [timer(id), breath(id)] },
    { steps: [{ ...timer(id), minutes: 181 }] },
    { steps: [{ ...breath(id), pattern: 'studio' }] },
    { steps: [{ ...breath(id), pattern: 'own' }] },
    { steps: [{ ...breath(id), target: TARGET }] },
    { steps: [{ ...timer(id), kind: 'rest' }] },
    { steps: Array.from({ length: 101 }, () => step(randomUUID())) },
  ])('422: %o', async (wrong) => {
    expect((await request('PUT', randomUUID(), { ...bedtime, ...wrong })).statusCode).toBe(422)
  })
})

describe('GET /api/routines', () => {
  test('200: own ones alone, the oldest first, without their steps', async () => {
    const id = randomUUID()
    await request('PUT', id, { ...bedtime, steps: [step(randomUUID())] })
    await request('PUT', randomUUID(), { ...bedtime, name: 'Weekday morning' })
    expect(await names()).toEqual(['Bedtime', 'Weekday morning'])
    expect((await request('GET')).json().routines[0]).toEqual({
      ...{ id, name: 'Bedtime', version: 1, step_count: 1 },
      updated_at: new Date(server.clock.nowMs()).toISOString(),
    })
    const foreigner = await signUp(server, `foreigner${members}@example.com`)
    expect((await request('GET', '', undefined, foreigner)).json()).toEqual({ routines: [] })
  })

  test('401: nobody; 403: a suspended member', async () => {
    expect((await request('GET', '', undefined, '')).statusCode).toBe(401)
    expect((await request('GET', '', undefined, await suspended())).statusCode).toBe(403)
  })
})

describe('GET /api/routines/{id}', () => {
  test('200: what the plan does not open is locked, what was taken down has no item, and is there again when it is back', async () => {
    const id = randomUUID()
    const [open, locked] = [
      await publish(server, { title: 'Open' }),
      await publish(server, { title: 'Locked', tier: 'premium' }),
    ]
    await request('PUT', id, { ...bedtime, steps: [open, locked, randomUUID()].map(step) })
    const items = async () => (await request('GET', id)).json().steps.map(({ item }: { item: object | null }) => item)
    expect(await items()).toMatchObject([{ title: 'Open', locked: false }, { title: 'Locked', locked: true }, null])
    await server.db.query('', "update content set status = 'archived' where id = $1", [open])
    await publish(server, { title: 'Another' })
    expect((await items())[0]).toBeNull()
    await server.db.query('', "update content set status = 'published' where id = $1", [open])
    await publish(server, { title: 'One more' })
    expect((await items())[0]).toMatchObject({ title: 'Open' })
  })

  test('400: an id that is none; 404: one of another member, and one that there is not', async () => {
    expect((await request('GET', 'bedtime')).statusCode).toBe(400)
    const id = randomUUID()
    await request('PUT', id, bedtime)
    const foreigner = await signUp(server, `foreigner${members}@example.com`)
    expect((await request('GET', id, undefined, foreigner)).statusCode).toBe(404)
    expect((await request('GET', randomUUID())).statusCode).toBe(404)
  })

  test('401: nobody; 403: a suspended member', async () => {
    expect((await request('GET', randomUUID(), undefined, '')).statusCode).toBe(401)
    expect((await request('GET', randomUUID(), undefined, await suspended())).statusCode).toBe(403)
  })
})

describe('DELETE /api/routines/{id}', () => {
  test('204: it is gone, of this member alone; again, too', async () => {
    const id = randomUUID()
    const foreigner = await signUp(server, `foreigner${members}@example.com`)
    await request('PUT', id, bedtime)
    await request('PUT', id, bedtime, foreigner)
    for (const _ of [1, 2]) expect((await request('DELETE', id)).statusCode).toBe(204)
    expect(await names()).toEqual([])
    expect((await request('GET', id, undefined, foreigner)).statusCode).toBe(200)
  })

  test('400: an id that is none', async () => {
    expect((await request('DELETE', 'bedtime')).statusCode).toBe(400)
  })

  test('401: nobody; 403: a suspended member', async () => {
    expect((await request('DELETE', randomUUID(), undefined, '')).statusCode).toBe(401)
    expect((await request('DELETE', randomUUID(), undefined, await suspended())).statusCode).toBe(403)
  })
})
