import { CLOSE } from '@better-and-bliss/breath/protocol'
import { describe, expect, test } from 'vitest'
import { FakeSocket, TestClock } from '../socket/testing/line.ts'
import type { Rejoining } from './api.ts'
import { CircleLine } from './circle-line.ts'

const WAITING = { type: 'circle', is_host: false, started_at_ms: null, ends_at_ms: 9_000_000 }
/** What the server's clock says when the device's says 0. */
const SERVER_MS = 1_000_000

function open() {
  const clock = new TestClock()
  const sockets: FakeSocket[] = []
  const answers = { rejoining: 'ok' as Rejoining }
  const line = new CircleLine({
    url: 'ws://studio/api/meditation/ws/circle?circle_id=x',
    open: () => {
      const socket = new FakeSocket()
      sockets.push(socket)
      return socket
    },
    rejoin: async () => answers.rejoining,
    clock,
    random: () => 0.5,
  })
  function current(): FakeSocket {
    const socket = sockets.at(-1)
    if (!socket) throw new Error('Nobody has connected')
    return socket
  }
  return {
    line,
    clock,
    sockets,
    answers,
    current,
    goLive: (state: object = WAITING) => {
      current().opens()
      current().says(state)
    },
    /** Answers the last question at once. */
    tellTime: () => {
      const { client_ms } = current().json().at(-1)
      current().says({ type: 'time', client_ms, server_ms: SERVER_MS + clock.nowMs() })
    },
  }
}

describe('a circle that is followed', () => {
  test('asks for the time several times at once, then now and then', async () => {
    const { clock, current, goLive, tellTime } = open()
    goLive()
    for (let count = 0; count < 30; count += 1) {
      tellTime()
      await clock.advance(100)
    }
    expect(
      current()
        .json()
        .filter(({ type }) => type === 'time'),
    ).toHaveLength(8)
    await clock.advance(5_000)
    expect(
      current()
        .json()
        .filter(({ type }) => type === 'time'),
    ).toHaveLength(9)
  })

  test('knows where everybody is once it has begun, also before the first inhale', async () => {
    const { line, clock, current, goLive, tellTime } = open()
    goLive()
    tellTime()
    expect(line.paceMs()).toBeNull()
    current().says({ ...WAITING, started_at_ms: SERVER_MS + 5_000, ends_at_ms: SERVER_MS + 65_000 })
    expect(line.paceMs()).toBe(-5_000)
    await clock.advance(7_000)
    expect(line.paceMs()).toBe(2_000)
    expect(line.remainingMs()).toBe(58_000)
  })

  test('knows until when it was breathed, without a line, too, and no later than its end', async () => {
    const { line, clock, current, goLive, tellTime } = open()
    expect(line.breathedUntilMs()).toBeNull()
    goLive({ ...WAITING, started_at_ms: SERVER_MS, ends_at_ms: SERVER_MS + 4_000 })
    tellTime()
    current().closes(1006)
    await clock.advance(3_000)
    expect(line.breathedUntilMs()).toBe(SERVER_MS + 3_000)
    await clock.advance(3_000)
    expect(line.breathedUntilMs()).toBe(SERVER_MS + 4_000)
  })

  test('shows the light and who is here, and forgets the light with the line', async () => {
    const { line, current, goLive } = open()
    goLive()
    current().says({ type: 'together', members: 7, light: 0.8 })
    expect(line.view()).toMatchObject({ connection: 'live', members: 7, light: 0.8 })
    current().closes(1006)
    expect(line.view()).toMatchObject({ connection: 'reconnecting', members: 7, light: null })
  })

  test('goes on with its pace while the line is cut, and is followed again over another socket', async () => {
    const { line, clock, sockets, current, goLive, tellTime } = open()
    goLive({ ...WAITING, started_at_ms: SERVER_MS })
    tellTime()
    current().closes(1001)
    await clock.advance(10)
    expect(line.paceMs()).toBe(10)
    await clock.advance(300)
    expect(sockets).toHaveLength(2)
    goLive({ ...WAITING, started_at_ms: SERVER_MS })
    expect(line.view().connection).toBe('live')
  })

  test('takes a line over which no question is answered for dead', async () => {
    const { line, clock, goLive } = open()
    goLive()
    await clock.advance(12_000)
    expect(line.view().connection).toBe('reconnecting')
  })

  test.each([
    [CLOSE.done, 'over'],
    [CLOSE.unknownSession, 'over'],
    [CLOSE.replaced, 'replaced'],
    [CLOSE.signedOut, 'signed_out'],
  ])('ends with %i', (code, connection) => {
    const { line, current, goLive } = open()
    goLive()
    current().closes(code)
    expect(line.view().connection).toBe(connection)
  })

  test('ends when it is said to be over, and by the clock when it was over before the line was back', async () => {
    const told = open()
    told.goLive()
    told.current().says({ type: 'ended' })
    expect(told.line.view().connection).toBe('over')
    const cut = open()
    cut.goLive({ ...WAITING, started_at_ms: SERVER_MS, ends_at_ms: SERVER_MS + 2_000 })
    cut.tellTime()
    cut.answers.rejoining = 'unreachable'
    cut.current().closes(1006)
    await cut.clock.advance(4_000)
    expect(cut.line.view().connection).toBe('over')
  })

  test.each(['over', 'signed_out'] as const)('ends when joining it again says %s', async (rejoining) => {
    const { line, clock, current, goLive, answers } = open()
    goLive()
    answers.rejoining = rejoining
    current().closes(1006)
    await clock.advance(400)
    expect(line.view().connection).toBe(rejoining)
  })

  test('tries again and again while the studio is out of reach, and at once when the network is back', async () => {
    const { line, clock, sockets, current, goLive, answers } = open()
    goLive()
    answers.rejoining = 'unreachable'
    line.lose()
    await clock.advance(20_000)
    expect([line.view().connection, sockets.length]).toEqual(['reconnecting', 1])
    answers.rejoining = 'ok'
    line.retryNow()
    await clock.advance(0)
    expect(sockets).toHaveLength(2)
    goLive()
    expect(current().isClosed).toBe(false)
  })

  test('says how near the breath is only over a line that lives, and gives up its place when it is left', () => {
    const { line, current, goLive } = open()
    line.near(0.4)
    expect(current().json()).toEqual([])
    goLive()
    line.near(0.4)
    line.leave()
    expect(current().json().slice(-2)).toEqual([{ type: 'near', value: 0.4 }, { type: 'leave' }])
    expect([line.view().connection, current().isClosed]).toEqual(['left', true])
  })

  test('understands nothing that is no message of the protocol, and goes on', () => {
    const { line, current, goLive } = open()
    goLive()
    current().onmessage?.call(current() as never, new MessageEvent('message', { data: '{' }))
    current().says({ type: 'together', members: -1 })
    expect(line.view()).toMatchObject({ connection: 'live', members: null })
  })
})
