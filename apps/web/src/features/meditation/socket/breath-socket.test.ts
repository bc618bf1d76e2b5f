import { beforeEach, expect, test } from 'vitest'
import { bye, openLine, ready, SESSION, sentOver } from './testing/line.ts'

let line: ReturnType<typeof openLine>

beforeEach(() => {
  line = openLine()
})

test('the first message is hello, and no frame leaves before the server is ready', async () => {
  line.capture(2)
  line.current().opens()
  expect(line.current().json()).toEqual([
    expect.objectContaining({ type: 'hello', v: 1, session_id: SESSION, calibrate: true, rate: 16_000, resume: null }),
  ])
  expect(line.current().frames()).toEqual([])
  line.current().says(ready())
  await line.clock.advance(100)
  expect(sentOver(line.current())).toEqual([0, 1])
  expect(line.connections).toEqual(['live'])
})

test('each frame carries its number, its first sample, and records only', () => {
  const socket = line.goLive()
  line.capture(3)
  expect(socket.frames().map(({ kind, number, firstSample }) => ({ kind, number, firstSample }))).toEqual([
    { kind: 'features', number: 0, firstSample: 0 },
    { kind: 'features', number: 1, firstSample: 1600 },
    { kind: 'features', number: 2, firstSample: 3200 },
  ])
})

test('a pause leaves a gap in the count of samples and sends nothing', () => {
  const socket = line.goLive()
  line.capture(1)
  line.store.skip(48_000)
  line.capture(1)
  expect(socket.frames().map(({ firstSample }) => firstSample)).toEqual([0, 49_600])
})

test('a line that is slower than the sound loses new frames, and the samples count on', async () => {
  const socket = line.goLive()
  line.capture(1)
  socket.bufferedAmount = 70_000
  line.capture(2)
  socket.bufferedAmount = 0
  await line.clock.advance(100)
  line.capture(1)
  expect(socket.frames().map(({ firstSample }) => firstSample)).toEqual([0, 4800])
})

test('goodbye is said after the last frame, and answered before the line is done', async () => {
  const socket = line.goLive()
  line.capture(1)
  line.client.finish()
  line.capture(1)
  expect(socket.sent.at(-1)).toBe('{"type":"bye"}')
  socket.says(bye)
  socket.closes(1000)
  expect(line.connections.at(-1)).toBe('done')
  expect(line.told.at(-1)).toMatchObject({ type: 'bye' })
})

test('calibration that is skipped before the server was ready is skipped when it is', () => {
  line.client.skipCalibration()
  line.current().opens()
  expect(line.current().json()[0]).toMatchObject({ calibrate: false })
})

test('what is no message of ours is left alone', () => {
  const socket = line.goLive()
  socket.says({ type: 'news', of: 'tomorrow' })
  socket.onmessage?.call(socket as never, new MessageEvent('message', { data: 'not json' }))
  expect(line.told).toEqual([expect.objectContaining({ type: 'ready' })])
})

test('a closed client stays closed', async () => {
  line.goLive()
  line.client.close()
  await line.clock.advance(60_000)
  expect([line.sockets.length, line.current().isClosed, line.connections]).toEqual([1, true, ['live']])
})
