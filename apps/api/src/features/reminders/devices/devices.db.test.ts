import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { signIn, signUp } from '../../../testing/members.ts'
import { type PushService, pushServiceStandIn } from '../../../testing/push-service.ts'
import { secondServer, testServer } from '../../../testing/test-server.ts'

const service: PushService = await pushServiceStandIn()
const VAPID = {
  VAPID_PRIVATE_KEY: 'q83vEjRWeJASNFZ4kBI0VniQEjRWeJASNFZ4kBI0Vng',
  VAPID_SUBJECT: 'mailto:studio@example.org',
}
const server = await testServer({ ...VAPID, PUSH_SERVICE_URL: service.origin })
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await service[Symbol.asyncDispose]()
})

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
let members = 0
let email: string
let cookies: string

beforeEach(async () => {
  members += 1
  email = `member${members}@example.com`
  cookies = await signUp(server, email)
})

type Sent = { body?: object; by?: string; on?: Pick<typeof server, 'request'> }
const request = (
  method: 'GET' | 'POST' | 'DELETE',
  { body, by = cookies, on = server }: Sent = {},
  path = '/api/reminders/devices',
) => on.request(method, path, { ...(by && { cookies: by }), ...(body && { body }), headers: { 'user-agent': FIREFOX } })
const add = (body: object = service.subscribe().subscription, by = cookies) => request('POST', { body, by })
const devices = async (by = cookies) => (await request('GET', { by })).json().devices as { id: string }[]
const remove = (id: string, by = cookies) => request('DELETE', { by }, `/api/reminders/devices/${id}`)
const reminder = async () => (await server.request('GET', '/api/reminders', { cookies })).json()
const choose = (ways: object) =>
  server.request('PUT', '/api/reminders', {
    cookies,
    body: { on: true, days: [1, 2, 3, 4, 5, 6, 7], time: '07:30', time_zone: 'Europe/Berlin', ...ways },
  })
async function suspended(): Promise<string> {
  const other = `suspended${members}@example.com`
  const signedIn = await signUp(server, other)
  await server.db.query('', "update users set status = 'suspended' where email = $1", [other])
  return signedIn
}

const NONE_COMES = { on: false, by_mail: false, by_push: true, next_at: null }

describe('GET /api/reminders', () => {
  const ways = { by_mail: false, by_push: true }

  test('200: on devices only, they are on as long as there is one, however it goes, and again with the next', async () => {
    expect((await choose(ways)).json()).toMatchObject({ ...NONE_COMES, lacks_device: true })
    const { subscription } = service.subscribe()
    await add(subscription)
    expect(await reminder()).toMatchObject({ on: true, lacks_device: false, next_at: expect.any(String) })
    await add(subscription, await signUp(server, `other${members}@example.com`))
    expect(await reminder()).toMatchObject({ ...NONE_COMES, lacks_device: true })
    await add()
    expect(await reminder()).toMatchObject({ on: true, lacks_device: false })
  })

  test('200: switched off, they lack no device', async () => {
    expect((await choose({ ...ways, on: false })).json()).toMatchObject({ ...NONE_COMES, lacks_device: false })
  })
})

describe('GET /api/reminders/devices', () => {
  test('200: none at first, with the key that a browser subscribes with', async () => {
    const { public_key, devices: none } = (await request('GET')).json()
    expect(Buffer.from(public_key, 'base64url')).toHaveLength(65)
    expect(none).toEqual([])
  })

  test('200: where reminders come by mail alone there is no key', async () => {
    await using without = await secondServer(server)
    expect((await request('GET', { on: without })).json()).toEqual({ public_key: null, devices: [] })
  })

  test('401: nobody; 403: a suspended member', async () => {
    expect((await request('GET', { by: '' })).statusCode).toBe(401)
    expect((await request('GET', { by: await suspended() })).statusCode).toBe(403)
  })
})

describe('POST /api/reminders/devices', () => {
  test('200: a browser is added, once however often it says so, and named by words', async () => {
    const { subscription } = service.subscribe()
    const added = (await add(subscription)).json()
    expect(added).toMatchObject({
      device: 'Firefox on Linux',
      endpoint: subscription.endpoint,
      last_reminded_at: null,
    })
    expect((await add(subscription)).json()).toEqual(added)
    expect(await devices()).toEqual([added])
  })

  test('200: a browser is reminded for whoever signed in there last, and the member before does not see it', async () => {
    const { subscription } = service.subscribe()
    const first = (await add(subscription)).json()
    const other = await signUp(server, `other${members}@example.com`)
    const second = (await add(subscription, other)).json()
    expect(second.id).not.toBe(first.id)
    expect(await devices()).toEqual([])
    expect(await devices(other)).toEqual([second])
  })

  test('200: of more than ten the oldest goes', async () => {
    const added: string[] = []
    for (let count = 0; count < 11; count += 1) {
      added.push((await add()).json().id)
      server.clock.advance(1_000)
    }
    expect((await devices()).map(({ id }) => id)).toEqual(added.slice(1).toReversed())
  })

  test('200: a device goes when its sign-in is ended, and the other devices stay', async () => {
    await add()
    const elsewhere = await signIn(server, email)
    const kept = (await add(undefined, elsewhere)).json()
    expect((await server.request('POST', '/auth/logout', { cookies })).statusCode).toBe(200)
    expect(await devices(elsewhere)).toEqual([kept])
  })

  test('401: nobody; 403: a suspended member', async () => {
    const { subscription: body } = service.subscribe()
    expect((await request('POST', { body, by: '' })).statusCode).toBe(401)
    expect((await request('POST', { body, by: await suspended() })).statusCode).toBe(403)
  })

  test('404: where reminders come by mail alone', async () => {
    await using without = await secondServer(server)
    const { subscription: body } = service.subscribe()
    expect((await request('POST', { body, on: without })).statusCode).toBe(404)
  })

  test.each([
    ['an address of our own network', { endpoint: 'https://10.0.0.1/push' }],
    ['an address of this machine', { endpoint: 'http://127.0.0.1:5432/' }],
    ['an address without TLS', { endpoint: 'http://fcm.googleapis.com/fcm/send/a' }],
    ['what is no address', { endpoint: 'push' }],
    ['a long address', { endpoint: `https://fcm.googleapis.com/${'a'.repeat(1_024)}` }],
    ['a point that is not on the curve', { p256dh: Buffer.alloc(65, 4).toString('base64url') }],
    ['a short key', { p256dh: 'BA' }],
    ['a long secret', { auth: 'a'.repeat(23) }],
  ])('422: %s', async (_, { endpoint, ...keys }: { endpoint?: string; p256dh?: string; auth?: string }) => {
    const { subscription } = service.subscribe()
    const body = { ...subscription, ...(endpoint && { endpoint }), keys: { ...subscription.keys, ...keys } }
    expect((await add(body)).statusCode).toBe(422)
    expect(await devices()).toEqual([])
  })
})

describe('DELETE /api/reminders/devices/{id}', () => {
  test('204: a device is forgotten; after the last one reminders come by mail alone', async () => {
    await choose({ by_push: true })
    const [one, other] = [(await add()).json(), (await add()).json()]
    expect((await remove(one.id)).statusCode).toBe(204)
    expect(await reminder()).toMatchObject({ on: true, by_push: true })
    expect((await remove(other.id)).statusCode).toBe(204)
    expect(await reminder()).toMatchObject({ on: true, by_mail: true, lacks_device: false })
  })

  test('204: after the last one none comes, where they came on devices only', async () => {
    await choose({ by_mail: false, by_push: true })
    const [one, other] = [(await add()).json(), (await add()).json()]
    await Promise.all([remove(one.id), remove(other.id)])
    expect(await reminder()).toMatchObject({ ...NONE_COMES, lacks_device: true })
  })

  test('401: nobody; 403: a suspended member', async () => {
    const { id } = (await add()).json()
    expect((await remove(id, '')).statusCode).toBe(401)
    expect((await remove(id, await suspended())).statusCode).toBe(403)
  })

  test('404: that of another member, which stays, and one that is gone', async () => {
    const { id } = (await add()).json()
    expect((await remove(id, await signUp(server, `other${members}@example.com`))).statusCode).toBe(404)
    expect(await devices()).toHaveLength(1)
    await remove(id)
    expect((await remove(id)).statusCode).toBe(404)
  })
})
