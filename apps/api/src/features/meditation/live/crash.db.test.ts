import { randomUUID } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { breathing } from '@better-and-bliss/breath/synthesis'
import { startPostgres } from '@better-and-bliss/standalone/postgres'
import { expect, test } from 'vitest'
import { migrate } from '../../../db/migrate.ts'
import { signUp } from '../../../testing/members.ts'
import { secondServer, testServer } from '../../../testing/test-server.ts'
import { until } from '../../../testing/until.ts'
import { helloFor, play, startSession } from './testing/practice.ts'
import { openSocket, type ThinClient } from './testing/thin-client.ts'

const SECOND = 16_000
const { samples } = breathing({ seconds: 60, seed: 5 })

test('kill -9 of PostgreSQL and the API together: each breath that was acknowledged counts, and those after it', async () => {
  await using stack = new AsyncDisposableStack()
  const dataDir = await mkdtemp(join(tmpdir(), 'better-and-bliss-crash-'))
  stack.defer(() => rm(dataDir, { recursive: true }))
  await chmod(dataDir, 0o711)
  const options = { dataDir, password: randomUUID(), log: () => {} }
  const postgres = await startPostgres(options)
  await migrate(postgres.url)
  const ground = stack.use(await testServer())

  const first = await secondServer(ground, { DATABASE_URL: postgres.url })
  const cookies = await signUp(first, 'ada@example.com')
  const session = await startSession(first, cookies)
  const lost = await openSocket(first.app, { cookies })
  lost.say(helloFor(session))
  const { stream } = await lost.first('ready')
  await play(first, lost, samples, { to: 40 * SECOND })
  await until(() => (lost.all('ack').at(-1)?.accepted_sample ?? 0) > 38 * SECOND)
  const { seq } = lost.all('ack').at(-1) ?? { seq: 0 }
  const acknowledged = breathsIn(lost, seq)
  expect(acknowledged).toBeGreaterThan(4)

  process.kill(postgres.pid, 'SIGKILL')
  await postgres.ended
  lost.socket.terminate()
  await first[Symbol.asyncDispose]().then(undefined, () => {})

  stack.use(await startPostgres({ ...options, port: postgres.port }))
  const second = stack.use(await secondServer(ground, { DATABASE_URL: postgres.url }))
  const client = await openSocket(second.app, { cookies })
  client.say(helloFor(session, { resume: { stream, last_seq: seq } }))
  expect(await client.first('ready')).toMatchObject({ resumed: false, accepted_sample: 0 })
  await play(second, client, samples, { to: 20 * SECOND })
  client.say({ type: 'bye' })
  const { metrics } = await client.first('bye')
  await client.closed
  expect(metrics.total_breaths).toBeGreaterThan(1)
  const path = `/api/meditation/sessions/${session}/complete`
  const summary = (await second.request('POST', path, { cookies, body: {} })).json()
  expect(summary.total_breaths).toBe(acknowledged + metrics.total_breaths)
})

/** Breaths of which a phase that ended was told until an event. */
function breathsIn(client: ThinClient, seq: number): number {
  const ended = client.all('phase').filter((event) => event.seq <= seq && event.state !== 'start')
  return new Set(ended.flatMap(({ breath_number }) => breath_number || [])).size
}
