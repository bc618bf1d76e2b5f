import { randomUUID } from 'node:crypto'
import { createCircleClock } from '@better-and-bliss/breath/protocol'
import { createRandom } from '@better-and-bliss/breath/synthesis'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { setStanding, signIn, signUp } from '../../../../testing/members.ts'
import { secondServer, testServer } from '../../../../testing/test-server.ts'
import { until } from '../../../../testing/until.ts'
import { addressOf } from '../../live/testing/thin-client.ts'
import { followCircle, followCircleAt } from '../testing/circle-client.ts'
import { EMAILS, type Gathering, gather, signUpAll } from '../testing/gathering.ts'
import { slowLineTo } from '../testing/slow-line.ts'

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

const PATH = '/api/meditation/ws/circle'
const refused = (status: number) => `Unexpected server response: ${status}`

describe(`GET ${PATH}`, () => {
  test('101: with a place in the circle, and how it stands comes by itself', async () => {
    await using client = await circle.follow(circle.host)
    const state = await client.last('circle')
    expect(state).toMatchObject({ is_host: true, started_at_ms: null })
    await using guest = await circle.follow(circle.members[1] ?? '')
    expect(await guest.last('circle')).toMatchObject({ is_host: false })
  })

  test('401: without a member', async () => {
    await expect(followCircle(server.app, { query: `?circle_id=${circle.id}` })).rejects.toThrow(refused(401))
  })

  test('403: from a page elsewhere', async () => {
    const headers = { origin: 'https://evil.example' }
    const asked = followCircle(server.app, { cookies: circle.host, query: `?circle_id=${circle.id}`, headers })
    await expect(asked).rejects.toThrow(refused(403))
  })

  test('404: for who has not joined, for a circle that never was, and without one', async () => {
    const stranger = await signUp(server, `${randomUUID()}@example.com`)
    await expect(circle.follow(stranger)).rejects.toThrow(refused(404))
    for (const query of ['', '?circle_id=x', `?circle_id=${randomUUID()}`])
      await expect(followCircle(server.app, { cookies: circle.host, query })).rejects.toThrow(refused(404))
  })

  test('409: for one that is over', async () => {
    await circle.ask('end')
    await expect(circle.follow(circle.host)).rejects.toThrow(refused(409))
  })

  test('426: for a request that asks for no upgrade', async () => {
    const response = await server.app.inject({ url: PATH, headers: { cookie: circle.host } })
    expect(response.statusCode).toBe(426)
  })
})

describe('a socket of a circle', () => {
  test('gives way to another one of its member, on whichever process: 4409', async () => {
    for (const on of [server, second]) {
      await using before = await circle.follow(circle.host)
      await before.last('circle')
      await using after = await circle.follow(circle.host, on)
      expect(await before.closed).toMatchObject({ code: 4409 })
      await after.caughtUp()
      expect(after.socket.readyState).toBe(after.socket.OPEN)
    }
  })

  test('goes on where it was after a cut: the same beginning, the same session', async () => {
    const put = () =>
      server.request('PUT', `/api/meditation/circles/${circle.id}/session`, {
        cookies: circle.host,
        body: { store_breath: false },
      })
    const client = await circle.follow(circle.host)
    await client.last('circle')
    await circle.ask('begin')
    const before = await client.last('circle', ({ started_at_ms }) => started_at_ms !== null)
    const { session_id } = (await put()).json()
    const left = () =>
      db.query<{ left_at: Date | null }>('', 'select left_at from meditation_sessions where id = $1', [session_id])
    client.socket.terminate()
    await until(async () => (await left())[0]?.left_at !== null)
    clock.advance(30_000)
    await using again = await circle.follow(circle.host, second)
    expect(await again.last('circle')).toEqual(before)
    expect((await put()).json()).toMatchObject({ session_id })
    expect(await left()).toEqual([{ left_at: null }])
  })

  test('gives up its place when its member leaves', async () => {
    await using client = await circle.follow(circle.host)
    await client.last('circle')
    client.say({ type: 'leave' })
    expect(await client.closed).toMatchObject({ code: 1000 })
    await until(async () => {
      const [row] = await db.query<{ seen_at: Date }>(
        '',
        `select seen_at from circle_members m join circles c on c.id = circle_id and c.host_id = m.user_id where circle_id = $1`,
        [circle.id],
      )
      return row?.seen_at.getTime() === 0
    })
  })

  test('ends at once when its member signs out or is suspended, here or elsewhere: 4401', async () => {
    await using host = await circle.follow(circle.host)
    await using guest = await circle.follow(circle.members[1] ?? '', second)
    await Promise.all([host.last('circle'), guest.last('circle')])
    await second.request('POST', '/auth/logout', { cookies: circle.host })
    expect(await host.closed).toMatchObject({ code: 4401 })
    await setStanding(db, EMAILS[1] ?? '', { status: 'suspended' })
    expect(await guest.closed).toMatchObject({ code: 4401 })
    await setStanding(db, EMAILS[1] ?? '', { status: 'active' })
  })

  test('ends within five seconds also when the notification is missed', async () => {
    await using guest = await circle.follow(circle.members[2] ?? '')
    await guest.last('circle')
    const quietly = (status: 'suspended' | 'active') =>
      db.transaction(async (tx) => {
        await tx.query('', 'alter table users disable trigger user')
        await setStanding(tx, EMAILS[2] ?? '', { status })
        await tx.query('', 'alter table users enable trigger user')
      })
    await quietly('suspended')
    clock.advance(3_000)
    await server.parts.circles.circles.tick()
    expect(await guest.closed).toMatchObject({ code: 4401 })
    await setStanding(db, EMAILS[2] ?? '', { status: 'active' })
  })

  test.each([
    ['text that is no JSON', '{', 1007],
    ['a message of another protocol', { type: 'hello' }, 1007],
    ['a nearness beyond what there is', { type: 'near', value: 1.01 }, 1007],
    ['bytes', Buffer.from([1]), 1003],
  ])('ends for %s', async (_what, message, code) => {
    await using client = await circle.follow(circle.host)
    await client.last('circle')
    if (Buffer.isBuffer(message)) client.socket.send(message)
    else client.say(message)
    expect(await client.closed).toMatchObject({ code })
  })

  test('ends for a flood: 1008', async () => {
    await using client = await circle.follow(circle.host)
    for (let count = 0; count < 300; count += 1) client.say({ type: 'time', client_ms: count })
    expect(await client.closed).toMatchObject({ code: 1008 })
  })

  test('is told to come again when its process stops: 1001, and its place is held', async () => {
    const third = await secondServer(server)
    await using client = await circle.follow(circle.host, third)
    await client.last('circle')
    await third[Symbol.asyncDispose]()
    expect(await client.closed).toMatchObject({ code: 1001 })
    await using again = await circle.follow(circle.host)
    await again.last('circle')
  })
})

describe('the time', () => {
  test('is known to within 50 ms by members of two processes, over a slow line and a fast one', async () => {
    const real = { nowMs: () => Date.now(), advance: () => {} }
    await using here = await secondServer(server, {}, real)
    await using there = await secondServer(server, {}, real)
    const random = createRandom(3)
    await using slow = await slowLineTo(there.app, () => 15 + random.uniform() * 120)
    const query = `?circle_id=${circle.id}`
    await using far = await followCircleAt(slow.address, { cookies: await signIn(here, EMAILS[0] ?? ''), query })
    await using near = await followCircleAt(await addressOf(here.app), {
      cookies: await signIn(here, EMAILS[1] ?? ''),
      query,
    })
    // Clocks that began at other moments.
    const clocks = [far, near].map((client, index) => ({ client, ownMs: () => performance.now() + index * 1e9 }))
    const known = await Promise.all(
      clocks.map(async ({ client, ownMs }) => {
        const shared = createCircleClock(ownMs)
        client.socket.on('message', (data: Buffer) => {
          const message = JSON.parse(data.toString())
          if (message.type === 'time') shared.answered(message)
        })
        for (let count = 1; count <= 12; count += 1) {
          client.say({ type: 'time', client_ms: ownMs() })
          await until(() => client.all('time').length >= count)
        }
        return shared
      }),
    )
    const [atFar = 0, atNear = 0] = known.map((shared) => shared.nowMs() ?? 0)
    const now = Date.now()
    expect(Math.abs(atFar - atNear)).toBeLessThan(50)
    expect(Math.abs(atFar - now)).toBeLessThan(50)
    expect(Math.abs(atNear - now)).toBeLessThan(50)
  })
})
