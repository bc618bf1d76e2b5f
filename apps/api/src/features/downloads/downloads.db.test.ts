import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { publish } from '../../testing/catalogue-rows.ts'
import { PASSWORD, setStanding, signUp } from '../../testing/members.ts'
import { cookiesOf, testServer } from '../../testing/test-server.ts'
import { until } from '../../testing/until.ts'

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0'
const DAY_MS = 86_400_000

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const rain = await publish(server, { title: 'Rain', type: 'audio' })
const dear = await publish(server, { title: 'Sea', type: 'audio', tier: 'premium' })
const film = await publish(server, { title: 'Film' })
const unready = await publish(server, { title: 'Soon', type: 'audio', isReady: false })

let members = 0
let email: string
let cookies: string

async function become(tier: 'free' | 'basic' | 'premium'): Promise<void> {
  await setStanding(server.db, email, { tier })
  await until(async () => (await server.request('GET', '/auth/me', { cookies })).json().subscription_tier === tier)
}

beforeEach(async () => {
  members += 1
  email = `member${members}@example.com`
  cookies = await signUp(server, email)
  await become('basic')
})

const take = (item = rain, by = cookies) =>
  server.request('POST', '/api/downloads', {
    ...(by && { cookies: by }),
    body: { content_id: item },
    headers: { 'user-agent': FIREFOX },
  })
const list = async (by = cookies) => (await server.request('GET', '/api/downloads', { cookies: by })).json()
const remove = (id: string, by = cookies) =>
  server.request('DELETE', `/api/downloads/${id}`, { ...(by && { cookies: by }) })
const anotherDevice = async () =>
  cookiesOf(await server.request('POST', '/auth/login', { body: { email, password: PASSWORD } }))
const expiredSince = (days: number) =>
  server.db.query(
    '',
    `update downloads set expires_at = now() - make_interval(days => $2)
     where user_id = (select id from users where email = $1)`,
    [email, days],
  )
async function suspended(): Promise<string> {
  const other = `suspended${members}@example.com`
  const signedIn = await signUp(server, other)
  await setStanding(server.db, other, { status: 'suspended' })
  return signedIn
}

describe('POST /api/downloads', () => {
  test('200: gives a key of 32 bytes for 30 days; asked again it is the same key, for 30 days from then on', async () => {
    const first = await take()
    expect(first.statusCode).toBe(200)
    const lease = first.json()
    expect(Buffer.from(lease.key, 'base64url')).toHaveLength(32)
    expect(Date.parse(lease.expires_at)).toBe(server.clock.nowMs() + 30 * DAY_MS)
    await expiredSince(3)
    expect((await take()).json()).toEqual(lease)
  })

  test('200: each device and item has a key of its own, which is nowhere in the database', async () => {
    await become('premium')
    const leases = [await take(), await take(dear), await take(rain, await anotherDevice())].map((it) => it.json())
    expect(new Set(leases.map(({ key }) => key)).size).toBe(3)
    const rows = await server.db.query<{ row: string }>('', 'select t::text as row from downloads t')
    for (const { key } of leases) {
      const hex = Buffer.from(key, 'base64url').toString('hex')
      expect(rows.some(({ row }) => row.includes(key) || row.includes(hex))).toBe(false)
    }
  })

  test('401: nobody; 403: a suspended member', async () => {
    expect((await take(rain, '')).statusCode).toBe(401)
    expect((await take(rain, await suspended())).statusCode).toBe(403)
  })

  test('403: what the plan does not open, and a plan without downloads, which is told', async () => {
    expect((await take(dear)).json()).toMatchObject({ status: 403, code: 'upgrade_required' })
    await become('free')
    expect((await take()).json()).toMatchObject({
      status: 403,
      code: 'upgrade_required',
      detail: 'Downloads are part of Basic and Premium.',
    })
  })

  test('404: what is not published', async () => {
    expect((await take(randomUUID())).statusCode).toBe(404)
  })

  test('409: a film; what is not ready yet', async () => {
    expect((await take(film)).json()).toMatchObject({ status: 409, code: 'not_downloadable' })
    expect((await take(unready)).json()).toMatchObject({ status: 409, code: 'not_ready' })
  })

  test('409: one more than the plan has, also when many come at once; what is removed or has expired makes room', async () => {
    const items = await Promise.all(
      Array.from({ length: 12 }, (_, index) => publish(server, { title: `Sound ${index}`, type: 'audio' })),
    )
    const answers = await Promise.all(items.map((item) => take(item)))
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(10)
    const refused = answers.find(({ statusCode }) => statusCode === 409)
    expect(refused?.json()).toMatchObject({ code: 'download_limit' })
    expect((await take(rain, await anotherDevice())).statusCode).toBe(409)
    const [{ id }] = (await list()).downloads
    await remove(id)
    expect((await take()).statusCode).toBe(200)
    await expiredSince(1)
    expect((await take(rain, await anotherDevice())).statusCode).toBe(200)
  })

  test('422: nothing is asked for', async () => {
    const response = await server.request('POST', '/api/downloads', { cookies, body: {} })
    expect(response.statusCode).toBe(422)
  })
})

describe('GET /api/downloads', () => {
  test('200: all of the member on all devices, in words, and nobody else’s', async () => {
    const other = await anotherDevice()
    await take()
    await take(rain, other)
    const { limit, downloads } = await list()
    expect(limit).toBe(10)
    expect(downloads.map(({ is_here }: { is_here: boolean }) => is_here).toSorted()).toEqual([false, true])
    expect(downloads[0]).toMatchObject({ device: 'Firefox on Linux', withdrawn: null, item: { title: 'Rain' } })
    expect((await list(await signUp(server, `foreigner${members}@example.com`))).downloads).toEqual([])
  })

  test('200: it says what has to be deleted, and why: the plan, what was taken down, what is one too many', async () => {
    await become('premium')
    const gone = await publish(server, { title: 'Gone', type: 'audio' })
    const items = await Promise.all(
      Array.from({ length: 9 }, (_, index) => publish(server, { title: `Many ${index}`, type: 'audio' })),
    )
    for (const item of [...items, dear, gone, rain]) {
      server.clock.advance(1_000)
      await take(item)
    }
    await server.db.query('', "update content set status = 'archived' where id = $1", [gone])
    await until(() => server.parts.downloads.findItem(gone) === undefined)
    await become('basic')
    const withdrawn = async () =>
      Object.fromEntries(
        (await list()).downloads.map((it: { content_id: string; withdrawn: string | null }) => [
          it.content_id,
          it.withdrawn,
        ]),
      )
    expect(await withdrawn()).toMatchObject({
      [dear]: 'plan',
      [gone]: 'taken_down',
      [rain]: 'limit',
      [items[0] ?? '']: null,
    })
    expect((await take()).statusCode).toBe(409)
    await become('free')
    expect(await withdrawn()).toMatchObject({ [rain]: 'plan' })
  })

  test('200: a sign-in that ends takes what its device keeps along', async () => {
    const other = await anotherDevice()
    await take(rain, other)
    await take()
    await server.request('POST', '/auth/logout', { cookies: other })
    expect((await list()).downloads).toMatchObject([{ is_here: true }])
  })

  test('401: nobody; 403: a suspended member', async () => {
    expect((await server.request('GET', '/api/downloads')).statusCode).toBe(401)
    const response = await server.request('GET', '/api/downloads', { cookies: await suspended() })
    expect(response.statusCode).toBe(403)
  })
})

describe('DELETE /api/downloads/{id}', () => {
  test('204: it is given up from any device, and its key is never given again', async () => {
    const { id, key } = (await take()).json()
    expect((await remove(id, await anotherDevice())).statusCode).toBe(204)
    expect((await list()).downloads).toEqual([])
    expect((await take()).json().key).not.toBe(key)
  })

  test("404: one that is somebody else's, which stays, and one that is gone", async () => {
    const { id } = (await take()).json()
    const foreigner = await signUp(server, `foreigner${members}@example.com`)
    expect((await remove(id, foreigner)).statusCode).toBe(404)
    expect((await list()).downloads).toHaveLength(1)
    await remove(id)
    expect((await remove(id)).statusCode).toBe(404)
  })

  test('400: an id that is none', async () => {
    expect((await remove('rain')).statusCode).toBe(400)
  })

  test('401: nobody; 403: a suspended member', async () => {
    expect((await remove(randomUUID(), '')).statusCode).toBe(401)
    expect((await remove(randomUUID(), await suspended())).statusCode).toBe(403)
  })
})
