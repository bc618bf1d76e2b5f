import { breathing } from '@better-and-bliss/breath/synthesis'
import { afterAll, expect, test } from 'vitest'
import { signUp } from '../../../testing/members.ts'
import { breakableWay } from '../../../testing/outage.ts'
import { secondServer, testServer } from '../../../testing/test-server.ts'
import { until } from '../../../testing/until.ts'
import { helloFor, play, startSession, storedPhases } from './testing/practice.ts'
import { openSocket } from './testing/thin-client.ts'

const ground = await testServer()
const way = await breakableWay(ground.databaseUrl)
const server = await secondServer(ground, { DATABASE_URL: way.url })
afterAll(async () => {
  for (const line of server.logged.splice(0)) {
    expect(line).toMatch(/could not be stored|A hello could not|database connection was lost|reports changes/)
  }
  await server[Symbol.asyncDispose]()
  await way[Symbol.asyncDispose]()
  await ground[Symbol.asyncDispose]()
})

const SECOND = 16_000
const { samples } = breathing({ seconds: 30, seed: 4 })
const cookies = await signUp(ground, 'ada@example.com')

async function begin() {
  const session = await startSession(ground, cookies)
  const client = await openSocket(server.app, { cookies })
  client.say(helloFor(session))
  await client.first('ready')
  return { session, client }
}

test('while the database does not answer breath is detected, nothing is acknowledged, and later all of it is stored', async () => {
  const { session, client } = await begin()
  await play(server, client, samples, { to: 10 * SECOND })
  await until(() => (client.all('ack').at(-1)?.accepted_sample ?? 0) > 8 * SECOND)
  await way.cut()
  const acks = client.all('ack').length
  await play(server, client, samples, { from: 10 * SECOND, to: 20 * SECOND })
  await until(() => client.all('error').some(({ code }) => code === 'not_stored'))
  await until(() => client.all('phase').some(({ t_ms }) => t_ms > 15_000))
  expect(client.all('ack')).toHaveLength(acks)
  await way.mend()
  await play(server, client, samples, { from: 20 * SECOND })
  await until(() => client.all('ack').length > acks)
  client.say({ type: 'bye' })
  expect(await client.closed).toMatchObject({ code: 1000 })
  const ended = client.all('phase').filter(({ state }) => state === 'end')
  expect(await storedPhases(ground.db, session)).toHaveLength(ended.length)
})

test('a hello and a bye that cannot be stored close with 1013: come again', async () => {
  const { session, client } = await begin()
  const waiting = await openSocket(server.app, { cookies })
  await way.cut()
  waiting.say(helloFor(session))
  expect(await waiting.closed).toMatchObject({ code: 1013 })
  client.say({ type: 'bye' })
  expect(await client.closed).toMatchObject({ code: 1013 })
  expect(client.all('bye')).toEqual([])
  await way.mend()
})

test('a crash of PostgreSQL, which empties the table of streams, costs nothing that was acknowledged', async () => {
  const session = await startSession(ground, cookies)
  const client = await openSocket(ground.app, { cookies })
  client.say(helloFor(session))
  const { stream } = await client.first('ready')
  await play(ground, client, samples, { to: 15 * SECOND })
  await until(() => (client.all('ack').at(-1)?.accepted_sample ?? 0) > 12 * SECOND)
  await ground.db.query('', 'truncate breath_streams')
  const acks = client.all('ack').length
  await play(ground, client, samples, { from: 15 * SECOND, to: 20 * SECOND })
  await until(() => client.all('ack').length > acks)
  const count = async () =>
    (await ground.db.query('', 'select id from breath_events where session_id = $1', [session])).length
  client.socket.terminate()
  await client.closed
  await until(
    async () =>
      (await ground.db.query('', 'select 1 from breath_streams where accepted_sample > $1', [19 * SECOND])).length,
  )
  const before = await count()
  await ground.db.query('', 'truncate breath_streams')
  await using next = await openSocket(ground.app, { cookies })
  next.say(helloFor(session, { resume: { stream, last_seq: 0 } }))
  expect(await next.first('ready')).toMatchObject({ resumed: false, base_ms: 0 })
  await play(ground, next, samples, { to: 20 * SECOND })
  next.say({ type: 'bye' })
  await next.closed
  expect(await count()).toBeGreaterThan(before + 3)
})
