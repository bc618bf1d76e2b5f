import { beforeEach, describe, expect, test } from 'vitest'
import { bye, FRAME_SAMPLES, openLine, ready, sentOver } from './testing/line.ts'

let line: ReturnType<typeof openLine>

beforeEach(() => {
  line = openLine()
})

describe('while the server has not said ready', () => {
  test('a greeting that is not answered within eight seconds is tried again', async () => {
    line.current().opens()
    await line.clock.advance(7_900)
    expect(line.sockets).toHaveLength(1)
    await line.clock.advance(1_000)
    expect([line.sockets.length, line.sockets[0]?.isClosed, line.connections]).toEqual([2, true, ['connecting']])
  })

  test('a lost network is another attempt, and no stream is asked for that never was', async () => {
    line.client.lose()
    await line.clock.advance(300)
    line.current().opens()
    expect(line.current().json()[0]).toMatchObject({ resume: null, calibrate: true })
  })

  test('who finishes says goodbye when it is', () => {
    line.client.finish()
    expect(line.goLive().sent.at(-1)).toBe('{"type":"bye"}')
  })
})

describe('while it is ready', () => {
  test('calibration is skipped at once', () => {
    const socket = line.goLive()
    line.client.skipCalibration()
    expect(socket.json().at(-1)).toEqual({ type: 'skip_calibration' })
  })

  test('there is nothing to try again', async () => {
    line.goLive()
    line.client.retryNow()
    await line.clock.advance(10_000)
    expect([line.sockets.length, line.connections]).toEqual([1, ['live']])
  })

  test('a goodbye of the server is the end as soon as it closes, although nobody asked for it', async () => {
    const socket = line.goLive()
    socket.says(bye)
    line.capture(1)
    socket.closes(1006)
    await line.clock.advance(60_000)
    expect([line.sockets.length, line.connections, sentOver(socket)]).toEqual([1, ['live', 'done'], []])
  })
})

describe('after goodbye was said', () => {
  test('no further frame leaves', () => {
    const socket = line.goLive()
    line.client.finish()
    line.capture(3)
    expect([sentOver(socket), socket.json().filter(({ type }) => type === 'bye').length]).toEqual([[], 1])
  })

  test('a server that does not answer it within six seconds is asked over another line', async () => {
    line.goLive()
    line.client.finish()
    await line.clock.advance(7_500)
    expect(line.goLive(true).sent.at(-1)).toBe('{"type":"bye"}')
    expect(line.sockets).toHaveLength(2)
  })
})

describe('between two attempts', () => {
  test('the waits grow to five seconds, and a line that is ready begins with the shortest again', async () => {
    line.goLive()
    const waits: number[] = []
    for (let attempt = 0; attempt < 7; attempt += 1) {
      line.current().closes(1006)
      waits.push(await untilNextSocket())
    }
    line.goLive(true).closes(1006)
    expect([...waits, await untilNextSocket()]).toEqual([250, 500, 1_000, 2_000, 4_000, 5_000, 5_000, 250])
  })

  test('who closes is not connected again, nor by cookies that come too late', async () => {
    line.goLive().closes(1006)
    line.client.close()
    await line.clock.advance(10_000)
    expect(line.sockets).toHaveLength(1)

    const late = openLine()
    late.goLive().closes(1006)
    late.client.retryNow()
    late.client.close()
    await late.clock.advance(10_000)
    expect(late.sockets).toHaveLength(1)
  })

  test('a network that is lost once more changes nothing', async () => {
    line.goLive().closes(1006)
    line.client.lose()
    expect(await untilNextSocket()).toBe(250)
  })

  test('sound is kept, and goes out when the line is ready', async () => {
    line.goLive().closes(1006)
    line.capture(2)
    await untilNextSocket()
    expect(sentOver(line.goLive(true))).toEqual([0, 1])
  })
})

test('the time of a sample follows the audio clock that the server began the stream at', () => {
  line.store.skip(10 * FRAME_SAMPLES)
  expect(line.client.clockMsAt(FRAME_SAMPLES)).toBe(100)
  line.current().opens()
  line.current().says({ ...ready(), base_ms: 5_000 })
  expect(line.client.clockMsAt(11 * FRAME_SAMPLES)).toBe(5_100)
})

/** In steps of 50 ms. */
async function untilNextSocket(): Promise<number> {
  const known = line.sockets.length
  let waitedMs = 0
  while (line.sockets.length === known && waitedMs < 20_000) {
    await line.clock.advance(50)
    waitedMs += 50
  }
  return waitedMs
}
