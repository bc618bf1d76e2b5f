import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Database } from '../db/database.ts'
import { publish } from '../testing/catalogue-rows.ts'
import { setStanding, signUp } from '../testing/members.ts'
import { letStreamsLapse } from '../testing/streams.ts'
import { secondServer, type TestServer, testServer } from '../testing/test-server.ts'
import { until } from '../testing/until.ts'
import { createGuard } from './guard.ts'

const server = await testServer()
const other = await secondServer(server)
afterAll(async () => {
  await other[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
})

const item = await publish(server, { title: 'Deep Rest', tier: 'premium' })
await until(() => other.parts.streaming.findItem(item))

interface Change {
  to: Parameters<typeof setStanding>[2]
  me: number
  stream: number
  refresh: number
}
const CHANGES: [string, Change][] = [
  ['suspended', { to: { status: 'suspended' }, me: 403, stream: 403, refresh: 403 }],
  ['deleted', { to: { status: 'deleted' }, me: 401, stream: 401, refresh: 401 }],
  ['downgraded', { to: { tier: 'free' }, me: 200, stream: 403, refresh: 200 }],
]

async function premiumMember(email: string): Promise<string> {
  const cookies = await signUp(server, email)
  await setStanding(server.db, email, { tier: 'premium' })
  for (const at of [server, other]) expect(await statuses(at, cookies)).toEqual([200, 200])
  return cookies
}

/** News comes in the order of its commits: once an item is seen, all that happened before was received. */
async function newsHasArrived(): Promise<void> {
  const marker = await publish(server, { title: 'Marker' })
  await until(() => other.parts.streaming.findItem(marker))
}

/** Of /auth/me and of a premium stream. */
async function statuses(at: TestServer, cookies: string): Promise<number[]> {
  const me = await at.request('GET', '/auth/me', { cookies })
  await letStreamsLapse(server.db)
  const stream = await at.request('GET', `/api/streaming/content/${item}/stream`, { cookies })
  return [me.statusCode, stream.statusCode]
}

describe.each(CHANGES)('a member who is %s', (name, { to, me, stream, refresh }) => {
  test('notices it at once in every process', async () => {
    const email = `${name}@example.com`
    const cookies = await premiumMember(email)
    await setStanding(server.db, email, to)
    for (const at of [server, other]) {
      await until(async () => String(await statuses(at, cookies)) === String([me, stream]))
    }
    expect((await server.request('POST', '/auth/refresh', { cookies })).statusCode).toBe(refresh)
  })

  test('notices it after five seconds even if no process learns of it', async () => {
    const email = `${name}.unheard@example.com`
    const cookies = await premiumMember(email)
    await newsHasArrived()
    for (const at of [server, other]) expect(await statuses(at, cookies)).toEqual([200, 200])
    await server.db.query('', 'alter table users disable trigger user')
    onTestFinished(async () => {
      await server.db.query('', 'alter table users enable trigger user')
    })
    await setStanding(server.db, email, to)
    // Who begins a stream is looked at as it begins.
    expect(await statuses(server, cookies)).toEqual([200, to.status ? 401 : 200])
    server.clock.advance(5_001)
    for (const at of [server, other]) expect(await statuses(at, cookies)).toEqual([me, stream])
  })
})

test('a suspended member sees the catalogue as everybody else does, not as a member', async () => {
  const email = 'looking@example.com'
  const cookies = await premiumMember(email)
  await setStanding(server.db, email, { status: 'suspended' })
  const browse = async () => (await server.request('GET', '/content/browse', { cookies })).json()
  await until(async () => (await browse()).user_authenticated === false)
  const shown = (await browse()).content.find(({ id }: { id: string }) => id === item)
  expect(shown.locked).toBe(true)
})

describe('what a process remembers of a member', () => {
  test('is read once in five seconds, however often the member asks', async () => {
    const { find, readings } = await watchedGuard()
    for (let round = 0; round < 3; round++) expect(await find()).toMatchObject({ tier: 'premium' })
    server.clock.advance(4_999)
    await find()
    expect(readings()).toBe(1)
    server.clock.advance(1)
    await find()
    expect(readings()).toBe(2)
  })

  test("is forgotten on news of that member and on '*', not on news of another", async () => {
    const { find, notify, readings } = await watchedGuard()
    for (const sub of ['another', 'own', '*'] as const) {
      await find()
      notify(sub)
    }
    await find()
    expect(readings()).toBe(3)
  })

  test('is not what was being read while the member changed', async () => {
    const { find, notify, readings, hold } = await watchedGuard()
    const release = hold()
    const racing = find()
    await until(() => readings() === 1)
    notify('own')
    release()
    await racing
    await find()
    expect(readings()).toBe(2)
  })
})

test('an upgrade counts at once, with the same token', async () => {
  const email = 'upgraded@example.com'
  const cookies = await signUp(server, email)
  expect(await statuses(server, cookies)).toEqual([200, 403])
  await setStanding(server.db, email, { tier: 'premium' })
  await until(async () => String(await statuses(server, cookies)) === String([200, 200]))
})

let guards = 0

/** A guard of its own for one member, whose readings of the database are counted and can be held up. */
async function watchedGuard() {
  guards += 1
  const cookies = await premiumMember(`watched${guards}@example.com`)
  const { id } = (await server.request('GET', '/auth/me', { cookies })).json()
  let readings = 0
  let gate = Promise.resolve()
  const db: Database = {
    query: async (name, sql, params) => {
      readings += 1
      await gate
      return server.db.query(name, sql, params)
    },
  }
  const listeners: { tell: (event: never) => void; tellAnything: () => void }[] = []
  const changes = {
    on: (_: string, tell: (event: never) => void, tellAnything: () => void) =>
      void listeners.push({ tell, tellAnything }),
  }
  const guard = createGuard({
    cookies: server.parts.auth.cookies,
    db,
    identity: server.parts.auth.identity,
    changes,
    clock: server.clock,
    isAdminAddress: () => true,
    hasSteppedUp: async () => true,
    adopt: async () => {},
  })
  return {
    find: () => guard.find({ headers: { cookie: cookies } }),
    notify: (sub: string) => {
      for (const { tell, tellAnything } of listeners) {
        if (sub === '*') tellAnything()
        else tell({ sub: sub === 'own' ? id : sub } as never)
      }
    },
    readings: () => readings,
    hold: () => {
      const { promise, resolve } = Promise.withResolvers<void>()
      gate = promise
      return resolve
    },
  }
}
