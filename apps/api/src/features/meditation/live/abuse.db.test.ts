import { MAX_FRAME_BYTES, writeFrame } from '@better-and-bliss/breath/protocol'
import { afterAll, describe, expect, test } from 'vitest'
import { buildServer } from '../../../server.ts'
import { signUp } from '../../../testing/members.ts'
import { testServer } from '../../../testing/test-server.ts'
import { until } from '../../../testing/until.ts'
import type { Listener } from './detectors/detectors.ts'
import { openLive } from './live.ts'
import { bytesFrom, mutate } from './testing/noise.ts'
import { helloFor, play, startSession } from './testing/practice.ts'
import { openSocket, type ThinClient } from './testing/thin-client.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const cookies = await signUp(server, 'ada@example.com')
const silence = new Uint8Array(3_200)
const frame = (firstSample: number) => writeFrame({ kind: 'pcm', number: 0, firstSample, payload: silence })

async function begin(app = server.app) {
  const session = await startSession(server, cookies)
  const client = await openAgain(app)
  client.say(helloFor(session))
  await client.first('ready')
  return { session, client }
}

describe('before ready', () => {
  test.each<[string, string | Uint8Array, string]>([
    ['no JSON', 'hello', 'invalid_message'],
    ['an unknown message', '{"type":"hallo"}', 'invalid_message'],
    ['a hello of another version', JSON.stringify({ ...helloFor('x'), v: 2 }), 'invalid_message'],
    ['a hello without a session', JSON.stringify(helloFor('x')), 'invalid_message'],
    ['a bye', '{"type":"bye"}', 'invalid_message'],
    ['a frame', frame(0), 'invalid_message'],
    ['a list a thousand deep', `${'['.repeat(1_000)}${']'.repeat(1_000)}`, 'invalid_message'],
    ['a list thirty thousand deep, left open', '['.repeat(30_000), 'invalid_message'],
  ])('%s closes with 4400 and says why', async (_, message, code) => {
    await using client = await openSocket(server.app, { cookies })
    client.socket.send(message)
    expect(await client.closed).toMatchObject({ code: 4400 })
    expect(client.messages).toMatchObject([{ type: 'error', code }])
  })
})

describe('after ready', () => {
  test.each<[string, string | Uint8Array, number]>([
    ['text that is no JSON', '{', 1007],
    ['an unknown message', '{"type":"phase"}', 1007],
    ['a second hello', JSON.stringify(helloFor('3f2b8c1e-5d4a-4b6f-8a97-0c1d2e3f4a5b')), 1008],
    ['no bytes at all', new Uint8Array(0), 1003],
    ['a header without a payload', frame(0).subarray(0, 12), 1003],
    ['a frame of another version', frame(0).fill(9, 0, 1), 1003],
    ['a frame with unknown flags', frame(0).fill(0x82, 1, 2), 1003],
    ['half a sample', frame(0).subarray(0, -1), 1003],
    ['19 ms', frame(0).subarray(0, 12 + 2 * 304), 1003],
    ['more than half a second', new Uint8Array(MAX_FRAME_BYTES + 2).fill(1, 0, 1), 1003],
    [
      'features in a stream of sound',
      writeFrame({ kind: 'features', number: 0, firstSample: 0, payload: silence.subarray(0, 160) }),
      1003,
    ],
    ['65 kB', new Uint8Array(65_537), 1009],
  ])('%s closes cleanly', async (_, message, code) => {
    const { client } = await begin()
    client.socket.send(message)
    expect((await client.closed).code).toBe(code)
  })

  test('five seconds at once are fine; a stream much faster than time is told, then closed with 4429', async () => {
    const { client } = await begin()
    for (let index = 0; index < 50; index++) client.socket.send(frame(index * 1_600))
    await client.caughtUp()
    expect(client.all('error')).toEqual([])
    for (let index = 50; index < 110; index++) client.socket.send(frame(index * 1_600))
    expect(await client.closed).toMatchObject({ code: 4429 })
    expect(client.all('error').map(({ code }) => code)).toEqual(['too_fast', 'too_fast'])
  })

  test('a clock that runs away is not followed', async () => {
    const { client } = await begin()
    client.socket.send(frame(4_294_960_000))
    await until(() => client.all('error').length > 0)
    expect(client.all('error')).toMatchObject([{ code: 'too_fast' }])
    client.socket.send(frame(0))
    client.say({ type: 'bye' })
    expect(await client.closed).toMatchObject({ code: 1000 })
  })

  test.each<[string, (client: Awaited<ReturnType<typeof begin>>['client']) => void]>([
    ['messages', (client) => client.say({ type: 'skip_calibration' })],
    ['duplicates', (client) => client.socket.send(frame(0))],
    ['pings', (client) => client.socket.ping()],
    ['pongs nobody asked for', (client) => client.socket.pong()],
  ])('a flood of %s is closed with 1008', async (_, send) => {
    const { client } = await begin()
    for (let count = 0; count < 300; count++) send(client)
    expect(await client.closed).toMatchObject({ code: 1008 })
  })
})

test('hundreds of random and mutated messages: every socket closes cleanly, and others do not notice', async () => {
  const random = bytesFrom(20_261_120)
  const { client: witness } = await begin()
  const session = await startSession(server, cookies)
  const valid = [Buffer.from(frame(0)), Buffer.from(JSON.stringify(helloFor(session))), Buffer.from('{"type":"bye"}')]
  for (let round = 0; round < 60; round++) {
    await using client = await openAgain()
    if (round % 2 === 0) client.say(helloFor(session))
    if (round % 2 === 0) await client.first('ready')
    for (let count = 0; count < 6 && client.socket.readyState === client.socket.OPEN; count++) {
      const message = mutate(valid[(round + count) % 3] ?? Buffer.alloc(0), random)
      client.socket.send(message, { binary: (count + round) % 3 !== 1 })
    }
    client.socket.close()
    expect([1000, 1003, 1005, 1007, 1008, 1009, 4400, 4404, 4429]).toContain((await client.closed).code)
  }
  await play(server, witness, new Int16Array(16_000))
  witness.say({ type: 'bye' })
  expect(await witness.closed).toMatchObject({ code: 1000 })
})

/** A socket, as soon as those before it are gone. */
async function openAgain(app = server.app): Promise<ThinClient> {
  let client: ThinClient | null = null
  await until(async () => {
    client = await openSocket(app, { cookies }).catch(() => null)
    return client
  })
  if (!client) throw new Error('No socket was opened')
  return client
}

/** The server with detectors that a test holds in its hands. */
async function withDetectors(waitingMs: number) {
  const listeners: Listener[] = []
  const emitted: string[] = []
  const note = (what: string) => () => void emitted.push(what)
  const detectors = {
    open: (_: unknown, listener: Listener) => {
      listeners.push(listener)
      queueMicrotask(() => listener.opened({ calibration: null, restored: false }))
      const never = () => new Promise<null>(() => {})
      const act = { pcm: note('pcm'), records: note('records'), gap: note('gap'), skipCalibration: note('skip') }
      return { waitingMs, ...act, standing: never, finish: never, close: note('close') }
    },
  }
  const live = openLive({ ...server.parts.meditation, changes: { on: () => {} }, detectors, log: server.parts.log })
  const app = await buildServer({ ...server.parts, breathSocket: { ...server.parts.breathSocket, live } })
  return { app, listeners, emitted, [Symbol.asyncDispose]: () => app.close() }
}

describe('when the detectors are in trouble', () => {
  test('one that lags makes us ask to slow down, once a second', async () => {
    await using slow = await withDetectors(1_500)
    const { client } = await begin(slow.app)
    await play(server, client, new Int16Array(16_000 * 3))
    expect(client.all('slow_down')).toEqual(Array(3).fill({ type: 'slow_down', queued_ms: 1_500 }))
    await client[Symbol.asyncDispose]()
  })

  test('one that is lost closes its socket with 1013: come again and resume', async () => {
    await using broken = await withDetectors(0)
    const { client } = await begin(broken.app)
    for (const listener of broken.listeners) listener.lost()
    expect(await client.closed).toMatchObject({ code: 1013 })
    expect(broken.emitted).toContain('close')
  })
})
