import { breathing } from '@better-and-bliss/breath/synthesis'
import { afterAll, describe, expect, test } from 'vitest'
import { setStanding, signIn, signUp } from '../../../testing/members.ts'
import { secondServer, testServer } from '../../../testing/test-server.ts'
import { until } from '../../../testing/until.ts'
import { helloFor, play, startSession, storedPhases } from './testing/practice.ts'
import { openSocket } from './testing/thin-client.ts'

const server = await testServer()
const second = await secondServer(server)
afterAll(async () => {
  await second[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
})

const SECOND = 16_000
const { samples } = breathing({ seconds: 20, seed: 3 })
await signUp(server, 'ada@example.com')
/** These tests take longer than an access token lives. */
const freshCookies = () => signIn(server, 'ada@example.com')
const { live } = server.parts.breathSocket

async function complete(session: string, on = server) {
  const cookies = await freshCookies()
  return on.request('POST', `/api/meditation/sessions/${session}/complete`, { cookies, body: {} })
}

async function begin(as?: string) {
  const cookies = as ?? (await freshCookies())
  const session = await startSession(server, cookies)
  const client = await openSocket(server.app, { cookies })
  client.say(helloFor(session))
  await client.first('ready')
  await play(server, client, samples)
  return { session, client }
}

describe('a socket ends with its sign-in', () => {
  test('at once when the member signs out, here or elsewhere: 4401, and what was detected is stored', async () => {
    for (const where of [server, second]) {
      const mine = await signIn(server, 'ada@example.com')
      const { session, client } = await begin(mine)
      await where.request('POST', '/auth/logout', { cookies: mine })
      expect(await client.closed).toMatchObject({ code: 4401 })
      expect(client.all('error')).toMatchObject([{ code: 'signed_out' }])
      await until(async () => (await storedPhases(server.db, session)).length > 3)
    }
  })

  test('the other sign-ins of that member go on', async () => {
    const [leaving, staying] = [await signIn(server, 'ada@example.com'), await signIn(server, 'ada@example.com')]
    await using stays = await openSocket(server.app, { cookies: staying })
    await using leaves = await openSocket(server.app, { cookies: leaving })
    await server.request('POST', '/auth/logout', { cookies: leaving })
    expect(await leaves.closed).toMatchObject({ code: 4401 })
    await stays.caughtUp()
    expect(stays.socket.readyState).toBe(stays.socket.OPEN)
  })

  test('at once when the member is suspended', async () => {
    const theirs = await signUp(server, 'mallory@example.com')
    const { client } = await begin(theirs)
    await setStanding(server.db, 'mallory@example.com', { status: 'suspended' })
    expect(await client.closed).toMatchObject({ code: 4401 })
  })

  test('within five seconds also when the notification is missed', async () => {
    const theirs = await signUp(server, 'quiet@example.com')
    await using client = await openSocket(server.app, { cookies: theirs })
    await server.db.transaction(async (db) => {
      await db.query('', 'alter table users disable trigger user')
      await setStanding(db, 'quiet@example.com', { status: 'suspended' })
      await db.query('', 'alter table users enable trigger user')
    })
    server.clock.advance(3_000)
    live.tick()
    expect(await client.closed).toMatchObject({ code: 4401 })
  })

  test('not with the access token, which expires in the middle of a long sitting', async () => {
    const { client } = await begin()
    for (let count = 0; count < 200; count++) {
      server.clock.advance(19_000)
      live.tick()
      await client.caughtUp()
    }
    expect(client.socket.readyState).toBe(client.socket.OPEN)
    await client[Symbol.asyncDispose]()
  })
})

describe('a socket ends with its session', () => {
  test('completed: what is open is closed, the rest is stored and counted, then bye and 1000', async () => {
    const { session, client } = await begin()
    const { metrics } = await Promise.all([client.first('bye'), complete(session)]).then(([bye, response]) => {
      expect(response.json().total_breaths).toBe(bye.metrics.total_breaths)
      return bye
    })
    expect(metrics.total_breaths).toBeGreaterThan(2)
    expect(await client.closed).toEqual({ code: 1000, reason: 'Goodbye' })
  })

  test('completed by way of another process, or deleted: bye and 1000', async () => {
    const [one, other] = [await begin(), await begin()]
    await complete(one.session, second)
    await server.request('DELETE', `/api/meditation/sessions/${other.session}`, { cookies: await freshCookies() })
    for (const { client } of [one, other]) {
      expect(await client.closed).toEqual({ code: 1000, reason: 'Goodbye' })
      expect(client.messages.at(-1)?.type).toBe('bye')
    }
  })

  test('an ended session cannot be gone on with: 4404', async () => {
    const cookies = await freshCookies()
    const session = await startSession(server, cookies)
    await complete(session)
    await using client = await openSocket(server.app, { cookies, query: `?session_id=${session}` })
    client.say(helloFor(session))
    expect(await client.closed).toMatchObject({ code: 4404 })
    expect(client.all('error')).toMatchObject([{ code: 'session_ended' }])
  })

  test("somebody else's session cannot be taken: 4404, and its own socket goes on", async () => {
    const theirs = await signUp(server, 'grace@example.com')
    const { session, client: owner } = await begin(theirs)
    await using thief = await openSocket(server.app, { cookies: await freshCookies() })
    thief.say(helloFor(session))
    expect(await thief.closed).toMatchObject({ code: 4404 })
    expect(thief.all('error')).toMatchObject([{ code: 'unknown_session' }])
    await play(server, owner, samples, { from: 19 * SECOND })
    expect(owner.socket.readyState).toBe(owner.socket.OPEN)
    await owner[Symbol.asyncDispose]()
  })
})

describe('time', () => {
  test('a socket that does not say hello within five seconds is closed: 4400', async () => {
    await using client = await openSocket(server.app, { cookies: await freshCookies() })
    server.clock.advance(5_000)
    live.tick()
    await client.caughtUp()
    expect(client.socket.readyState).toBe(client.socket.OPEN)
    server.clock.advance(1)
    live.tick()
    expect(await client.closed).toMatchObject({ code: 4400 })
  })

  test('a client is asked every 20 s whether it is there; one that is silent for 45 s is gone', async () => {
    const { client } = await begin()
    let pings = 0
    client.socket.on('ping', () => {
      pings += 1
    })
    client.socket.pause()
    for (let seconds = 0; seconds <= 45; seconds++) {
      server.clock.advance(1_000)
      live.tick()
    }
    client.socket.resume()
    expect(await client.closed).toMatchObject({ code: 1006 })
    expect(pings).toBeGreaterThanOrEqual(2)
  })

  test('a client that does not answer a close is left after two seconds', async () => {
    const { client } = await begin()
    const before = await connections()
    client.socket.pause()
    client.say('no json')
    await until(async () => {
      server.clock.advance(500)
      live.tick()
      return (await connections()) < before
    })
    client.socket.resume()
    expect((await client.closed).code).toBe(1007)
  })
})

function connections(): Promise<number> {
  return new Promise((resolve) => server.app.server.getConnections((_, count) => resolve(count)))
}

test('sound that comes while a process stops is no mistake of its client: 1001 all the same', async () => {
  const stopping = await secondServer(server)
  const cookies = await freshCookies()
  const session = await startSession(server, cookies)
  const client = await openSocket(stopping.app, { cookies })
  client.say(helloFor(session))
  await client.first('ready')
  await play(server, client, samples, { to: 2 * SECOND })
  let stopped: PromiseLike<void> | undefined
  // What was detected cannot be stored while somebody else holds the session.
  await server.db.transaction(async (db) => {
    await db.query('', 'select from meditation_sessions where id = $1 for update', [session])
    stopped = stopping[Symbol.asyncDispose]()
    client.frame({ kind: 'pcm', firstSample: 2 * SECOND, payload: new Uint8Array(3_200) })
    client.say({ type: 'skip_calibration' })
    await new Promise((resolve) => client.socket.ping('', undefined, resolve))
    await db.query('', 'select 1')
  })
  await stopped
  expect(await client.closed).toMatchObject({ code: 1001 })
})

test('a process that stops stores what was detected, and says 1001: come again', async () => {
  const stopping = await secondServer(server)
  const cookies = await freshCookies()
  const session = await startSession(server, cookies)
  const client = await openSocket(stopping.app, { cookies })
  client.say(helloFor(session))
  const { stream } = await client.first('ready')
  await play(server, client, samples)
  await stopping[Symbol.asyncDispose]()
  expect(await client.closed).toMatchObject({ code: 1001 })
  await using next = await openSocket(server.app, { cookies })
  next.say(helloFor(session, { resume: { stream, last_seq: client.all('phase').at(-1)?.seq ?? 0 } }))
  expect(await next.first('ready')).toMatchObject({ resumed: true, accepted_sample: samples.length - 480 })
})
