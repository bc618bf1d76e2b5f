import { randomUUID } from 'node:crypto'
import { CIRCLE_LIMITS } from '@better-and-bliss/breath/protocol'
import { createRandom } from '@better-and-bliss/breath/synthesis'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { secondServer, testServer } from '../../../../testing/test-server.ts'
import { until } from '../../../../testing/until.ts'
import { type CircleClient, passSecond } from '../testing/circle-client.ts'
import { type Gathering, gather, signUpAll } from '../testing/gathering.ts'

const server = await testServer()
const second = await secondServer(server)
afterAll(async () => {
  await second[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
})
const { clock, db } = server
beforeAll(() => signUpAll(server))

let circle: Gathering
beforeEach(async () => {
  circle = await gather(server)
})

/** In the first second each process tells its share, in the next it has heard of the others'. */
async function tellEverybody(): Promise<void> {
  await passSecond(server, second)
  await passSecond(server, second)
}

/** What a circle told last, waited for. */
const told = (client: CircleClient, expected: { members: number; light: number | null }) =>
  client.last('together', ({ members, light }) => members === expected.members && light === expected.light)

/** How many are here, which does not grow old while it is waited for. */
const counted = (client: CircleClient, members: number) =>
  until(async () => {
    await passSecond(server, second)
    return client.all('together').at(-1)?.members === members
  })

describe('a circle', () => {
  test('begins for everybody on every process at one moment, which is ahead, and ends so', async () => {
    await using stack = new AsyncDisposableStack()
    const clients = await circle.everybody(stack, (index) => (index % 2 ? second : server))
    const startsAtMs = clock.nowMs() + CIRCLE_LIMITS.leadMs
    await circle.ask('begin')
    for (const client of clients) {
      const begun = await client.last('circle', ({ started_at_ms }) => started_at_ms !== null)
      expect(begun).toMatchObject({ started_at_ms: startsAtMs, ends_at_ms: startsAtMs + 304_000 })
    }
    await circle.ask('end', second)
    for (const client of clients) {
      expect(await client.closed).toEqual({ code: 1000, reason: 'The circle is over' })
      expect(client.all('ended')).toHaveLength(1)
    }
  })

  test('ends by itself when its time is over', async () => {
    await using client = await circle.follow(circle.host)
    await client.last('circle')
    await circle.ask('begin')
    // Not at once: who says nothing for so long is taken for gone.
    for (let passedMs = 0; passedMs < CIRCLE_LIMITS.leadMs + 303_000; passedMs += 15_400) {
      clock.advance(15_400)
      await client.caughtUp()
    }
    await passSecond(server)
    expect(await client.closed).toMatchObject({ code: 1000 })
  })

  test('goes on without its host, and ends with its host’s account', async () => {
    await using guest = await circle.follow(circle.members[1] ?? '')
    const host = await circle.follow(circle.host)
    await host.last('circle')
    await circle.ask('begin')
    await host[Symbol.asyncDispose]()
    await counted(guest, 1)
    expect(guest.socket.readyState).toBe(guest.socket.OPEN)
    await db.query('', 'delete from circles where id = $1', [circle.id])
    expect(await guest.closed).toMatchObject({ code: 1000 })
  })

  test('counts who is here on all processes, and forgets a process that is no more', async () => {
    await using stack = new AsyncDisposableStack()
    const [first, , , last] = await circle.everybody(stack, (index) => (index % 2 ? second : server))
    if (!first || !last) throw new Error('Nobody is here')
    await counted(first, 4)
    await last[Symbol.asyncDispose]()
    await counted(first, 3)
    // As a process that is killed leaves it.
    await db.query('', `update circle_members set socket = $2, seen_at = $3 where circle_id = $1 and socket is null`, [
      circle.id,
      randomUUID(),
      new Date(clock.nowMs() - 25_000),
    ])
    await tellEverybody()
    await first.caughtUp()
    expect(first.all('together').at(-1)).toMatchObject({ members: 3 })
  })
})

describe('togetherness', () => {
  test('is the mean of those who listen on all processes, told to everybody, a few bytes a second', async () => {
    await using stack = new AsyncDisposableStack()
    const clients = await circle.everybody(stack, (index) => (index % 2 ? second : server))
    await Promise.all(
      [0.5, 0.7, 0.9].map(async (value, index) => {
        clients[index]?.say({ type: 'near', value })
        await clients[index]?.caughtUp()
      }),
    )
    await tellEverybody()
    for (const client of clients) await told(client, { members: 4, light: 0.7 })
    for (const { frames } of clients) for (const frame of frames) expect(frame.length).toBeLessThan(120)
  })

  test('is not told of two who listen, nor again when the third stops', async () => {
    await using stack = new AsyncDisposableStack()
    const clients = await circle.everybody(stack, (index) => (index % 2 ? second : server))
    const say = async (index: number, value: number | null) => {
      clients[index]?.say({ type: 'near', value })
      await clients[index]?.caughtUp()
    }
    const [first] = clients
    if (!first) throw new Error('Nobody is here')
    await say(0, 0.31)
    await say(1, 0.77)
    await tellEverybody()
    await told(first, { members: 4, light: null })
    await Promise.all([say(0, 0.31), say(1, 0.77), say(2, 0.93)])
    await tellEverybody()
    await told(first, { members: 4, light: 0.67 })
    await say(2, null)
    await tellEverybody()
    await told(first, { members: 4, light: null })
  })

  test('is all that is told: no frame holds what one member said, or who they are', async () => {
    await using stack = new AsyncDisposableStack()
    const clients = await circle.everybody(stack, () => server)
    const random = createRandom(7)
    const said = new Set<string>()
    for (let turn = 0; turn < 20; turn += 1) {
      for (const client of clients) {
        const value = 0.2 + Math.round(random.uniform() * 600_000) / 1_000_000
        said.add(String(value))
        client.say({ type: 'near', value })
        await client.caughtUp()
      }
      await passSecond(server)
    }
    await until(() => clients.every((client) => client.all('together').some(({ light }) => light !== null)))
    const fields = clients.flatMap(({ frames }) => frames.flatMap((frame) => Object.keys(JSON.parse(frame))))
    expect([...new Set(fields)].toSorted()).toEqual(
      ['type', 'is_host', 'started_at_ms', 'ends_at_ms', 'members', 'light'].toSorted(),
    )
    const lights = clients.flatMap((client) => client.all('together').map(({ light }) => String(light)))
    expect(lights.filter((light) => said.has(light))).toEqual([])
    const rows = await db.query<{ listening: number }>('', 'select listening from circle_shares where circle_id = $1', [
      circle.id,
    ])
    expect(rows).toEqual([{ listening: 4 }])
  })
})
