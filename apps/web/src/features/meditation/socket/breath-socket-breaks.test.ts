import { beforeEach, expect, test } from 'vitest'
import { FRAME_SAMPLES, openLine, phase, ready, STREAM, sentOver } from './testing/line.ts'

let line: ReturnType<typeof openLine>

beforeEach(() => {
  line = openLine()
})

test('after a break the stream is resumed, and what was not acknowledged is sent again, in longer frames', async () => {
  const first = line.goLive()
  line.capture(20)
  first.says({ type: 'ack', accepted_sample: 10 * FRAME_SAMPLES, seq: 3 })
  first.says(phase(3))
  first.closes(1006)
  line.capture(20)
  await line.clock.advance(300)
  const second = line.current()
  expect(second).not.toBe(first)
  second.opens()
  expect(second.json()[0]).toMatchObject({ resume: { stream: STREAM, last_seq: 3 }, calibrate: false })
  second.says(ready(true, 10 * FRAME_SAMPLES))
  await line.clock.advance(1_000)
  expect(sentOver(second)).toEqual(Array.from({ length: 30 }, (_, index) => index + 10))
  expect(second.frames().map(({ samples }) => samples)).toEqual([8000, 8000, 8000, 8000, 8000, 8000])
  expect(line.connections).toEqual(['live', 'reconnecting', 'live'])
})

test('a stream that the server no longer knows begins anew at what it had not stored', async () => {
  const first = line.goLive()
  line.capture(10)
  first.says({ type: 'ack', accepted_sample: 8 * FRAME_SAMPLES, seq: 0 })
  first.closes(1006)
  line.capture(2)
  await line.clock.advance(300)
  line.goLive(false, 0)
  await line.clock.advance(200)
  expect(line.current().frames()[0]).toMatchObject({ number: 0, firstSample: 0 })
  expect(sentOver(line.current())).toEqual([8, 9, 10, 11])
})

test('and leaves out what is too long ago', async () => {
  line.goLive().closes(1006)
  line.capture(100)
  await line.clock.advance(300)
  line.goLive(false, 0)
  await line.clock.advance(1_000)
  expect(sentOver(line.current())).toEqual(Array.from({ length: 40 }, (_, index) => index + 60))
})

test('an event that is repeated after a break is told once', async () => {
  const first = line.goLive()
  first.says(phase(1))
  first.says(phase(2))
  first.closes(1001)
  await line.clock.advance(300)
  const second = line.goLive(true)
  second.says(phase(2))
  second.says(phase(3))
  expect(line.told.flatMap((message) => (message.type === 'phase' ? [message.seq] : []))).toEqual([1, 2, 3])
})

test('a new stream numbers its events from 1, and its own are told and named at the next break', async () => {
  const first = line.goLive()
  for (let seq = 1; seq <= 40; seq += 1) first.says(phase(seq))
  first.closes(1006)
  await line.clock.advance(300)
  const second = line.goLive(false)
  second.says(phase(1))
  second.says(phase(2))
  expect(line.told.flatMap((message) => (message.type === 'phase' ? [message.seq] : [])).slice(40)).toEqual([1, 2])
  second.closes(1006)
  await line.clock.advance(300)
  line.current().opens()
  expect(line.current().json()[0]).toMatchObject({ resume: { stream: STREAM, last_seq: 2 } })
})

test('attempts come at growing intervals while nobody answers, and at once when asked to', async () => {
  line.goLive().closes(1006)
  line.answers.authorization = 'unreachable'
  await line.clock.advance(10_000)
  expect(line.sockets).toHaveLength(1)
  line.answers.authorization = 'ok'
  line.client.retryNow()
  await line.clock.advance(0)
  await Promise.resolve()
  expect(line.sockets).toHaveLength(2)
})

test('a line that stays silent for six seconds while sound is sent is given up for another', async () => {
  const first = line.goLive()
  line.capture(1)
  await line.clock.advance(7_500)
  expect(first.isClosed).toBe(true)
  expect(line.sockets).toHaveLength(2)
})

test('sound that came too fast for the server is sent again over a fresh line, from where the server dropped it', async () => {
  const first = line.goLive()
  line.capture(10)
  first.says({ type: 'error', code: 'too_fast', detail: 'Sound comes faster than time' })
  await line.clock.advance(300)
  const second = line.goLive(true, 4 * FRAME_SAMPLES)
  await line.clock.advance(100)
  expect(sentOver(second)).toEqual([4, 5, 6, 7, 8, 9])
})

test('a line that has not answered for a while is doubted before it is given up', async () => {
  const socket = line.goLive()
  line.capture(1)
  await line.clock.advance(3_000)
  expect(line.connections.at(-1)).toBe('reconnecting')
  socket.says({ type: 'ack', accepted_sample: FRAME_SAMPLES, seq: 0 })
  await line.clock.advance(500)
  expect([line.sockets.length, line.connections.at(-1)]).toEqual([1, 'live'])
})

test('without a network the line is given up at once', async () => {
  line.goLive()
  line.client.lose()
  expect(line.connections.at(-1)).toBe('reconnecting')
  await line.clock.advance(300)
  expect(line.sockets).toHaveLength(2)
})

test('a silent line is no dead line while nothing is sent', async () => {
  line.goLive()
  await line.clock.advance(60_000)
  expect(line.sockets).toHaveLength(1)
})

test('a server that is busy is asked again', async () => {
  line.current().opens()
  line.current().closes(1013)
  await line.clock.advance(300)
  expect(line.sockets).toHaveLength(2)
  expect(line.connections).toEqual(['connecting'])
})

test('cookies that were too old are renewed once; who is refused with fresh ones is signed out', async () => {
  line.goLive().closes(4401)
  await line.clock.advance(400)
  expect(line.sockets).toHaveLength(2)
  line.current().closes(4401)
  expect(line.connections.at(-1)).toBe('signed_out')
})

test('a member without a session is signed out without another attempt', async () => {
  line.answers.authorization = 'signed_out'
  line.goLive().closes(4401)
  await line.clock.advance(10_000)
  expect([line.sockets.length, line.connections.at(-1)]).toEqual([1, 'signed_out'])
})

test.each([
  [4409, 'replaced'],
  [4404, 'gone'],
])('%i is an end: %s', async (code, end) => {
  line.goLive().closes(code)
  await line.clock.advance(60_000)
  expect([line.sockets.length, line.connections.at(-1)]).toEqual([1, end])
})

test.each([1001, 1006, 1008, 1011, 1012, 1013, 4429])('%i is a break: the stream is resumed', async (code) => {
  line.goLive().closes(code)
  await line.clock.advance(400)
  line.goLive(true)
  expect([line.sockets.length, line.connections.at(-1)]).toEqual([2, 'live'])
})

test.each([1003, 1007, 1009, 4400])('%i before ready is an end: the server does not understand us', async (code) => {
  line.current().opens()
  line.current().closes(code)
  await line.clock.advance(60_000)
  expect([line.sockets.length, line.connections.at(-1)]).toEqual([1, 'refused'])
})

test.each([1003, 1007, 1009, 4400])(
  '%i of a server that had understood us is an end after three fresh lines',
  async (code) => {
    line.goLive().closes(code)
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await line.clock.advance(400)
      line.goLive(true).closes(code)
    }
    await line.clock.advance(60_000)
    expect([line.sockets.length, line.connections.at(-1)]).toEqual([4, 'refused'])
  },
)

test('and what it acknowledges in between lets it forget', async () => {
  for (let attempt = 1; attempt <= 8; attempt += 1) {
    const socket = line.goLive(attempt > 1)
    socket.says({ type: 'ack', accepted_sample: 0, seq: 0 })
    socket.closes(4400)
    await line.clock.advance(400)
    expect(line.sockets).toHaveLength(attempt + 1)
  }
})

test('who finishes while the line is broken says goodbye after everything was sent', async () => {
  line.goLive().closes(1006)
  line.capture(10)
  line.client.finish()
  await line.clock.advance(300)
  const second = line.goLive(true)
  await line.clock.advance(100)
  expect(sentOver(second)).toHaveLength(10)
  expect(second.sent.at(-1)).toBe('{"type":"bye"}')
  second.closes(1006)
  await line.clock.advance(300)
  expect(line.goLive(true, line.store.position).sent.at(-1)).toBe('{"type":"bye"}')
})
