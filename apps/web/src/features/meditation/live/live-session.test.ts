import { RECORD_BYTES } from '@better-and-bliss/breath/features'
import { beforeEach, expect, test } from 'vitest'
import type { Interruption } from '../microphone/interruptions.ts'
import type { Microphone, MicrophoneEvents } from '../microphone/microphone.ts'
import { createFrameStore } from '../socket/frame-store.ts'
import { bye, FakeSocket, phase, ready, SESSION, TestClock } from '../socket/testing/line.ts'
import { LiveSession } from './live-session.ts'

const box = { inhale_ms: 4000, hold_in_ms: 4000, exhale_ms: 4000, hold_out_ms: 4000 }
const plan = {
  room: { start_ms: 0, end_ms: 300 },
  exhale: { start_ms: 300, end_ms: 600 },
  inhale: { start_ms: 600, end_ms: 900 },
}

class FakeMicrophone implements Microphone {
  label = 'Fake'
  deviceId = 'fake'
  suppressesNoise = false
  isPaused = false
  isClosed = false
  wakes = 0
  #events: MicrophoneEvents | null = null
  capture(events: MicrophoneEvents) {
    this.#events = events
  }
  breaks() {
    this.#events?.onLost()
  }
  interrupts(why: Interruption) {
    this.#events?.onInterrupted(why)
  }
  wake() {
    this.wakes += 1
  }
  pause() {
    this.isPaused = true
  }
  resume() {
    this.isPaused = false
  }
  close() {
    this.isClosed = true
  }
  /** The last of these tenths of a second was complete `atMs`. */
  gives(tenths: number, atMs = clock.nowMs()) {
    for (let index = 1 - tenths; index <= 0; index += 1) {
      const records = new Uint8Array(10 * RECORD_BYTES)
      this.#events?.onChunk({ records, sound: null, atMs: atMs + index * 100 })
    }
  }
}

let clock: TestClock
let sockets: FakeSocket[]
let microphone: FakeMicrophone
let session: LiveSession

beforeEach(() => {
  clock = new TestClock()
  sockets = []
  microphone = new FakeMicrophone()
  session = new LiveSession({
    url: 'ws://studio',
    hello: { session_id: SESSION, format: 'features', target: box, profile: null, calibrate: true },
    store: createFrameStore({ bytes: RECORD_BYTES, samples: 160 }),
    open: () => {
      const socket = new FakeSocket()
      sockets.push(socket)
      return socket
    },
    authorize: async () => 'ok',
    clock,
    random: () => 0.5,
  })
  session.use(microphone)
})

function goLive(calibration: typeof plan | null = null): FakeSocket {
  const [socket] = sockets
  if (!socket) throw new Error('Nobody has connected')
  socket.opens()
  socket.says({ ...ready(), calibration })
  return socket
}

test('the pattern begins when the calibration is over', async () => {
  goLive(plan)
  microphone.gives(4)
  expect(session.calibration()?.prompt).toBe('exhale')
  expect(session.patternElapsedMs()).toBeNull()
  microphone.gives(6)
  await clock.advance(500)
  expect(session.view().guidance.name).toBe('pattern')
  expect(session.patternElapsedMs()).toBe(500)
})

test('or at once where there is none, and when it is skipped', () => {
  goLive()
  expect([session.view().guidance.name, session.patternElapsedMs()]).toEqual(['pattern', 0])
})

test('skipping is told to the server', () => {
  const socket = goLive(plan)
  session.skipCalibration()
  expect(socket.json()).toContainEqual({ type: 'skip_calibration' })
  expect(session.view().guidance.name).toBe('pattern')
})

test('a pause takes nothing in, is a gap of whole hops, and starts the pattern anew', async () => {
  const socket = goLive()
  microphone.gives(1)
  socket.says({ type: 'ack', accepted_sample: 1600, seq: 0 })
  session.pause()
  microphone.gives(3)
  await clock.advance(12_345)
  expect([microphone.isPaused, session.patternElapsedMs(), session.view().guidance]).toEqual([
    true,
    null,
    { name: 'held' },
  ])
  session.resume()
  expect(session.patternElapsedMs()).toBe(0)
  await clock.advance(100)
  microphone.gives(1)
  expect(socket.frames().map(({ firstSample }) => firstSample)).toEqual([0, 1600 + 1235 * 160])
  expect(session.stopwatch.pausedSeconds()).toBe(12)
})

test('an interruption is said, is a gap of its length and no silence, and ends with the first sound', async () => {
  const socket = goLive()
  microphone.gives(1)
  socket.says({ type: 'ack', accepted_sample: 1600, seq: 0 })
  await clock.advance(1_000)
  microphone.interrupts('suspended')
  expect(session.view().sound).toEqual({ name: 'interrupted', why: 'suspended' })
  await clock.advance(29_100)
  microphone.gives(1)
  expect(session.view().sound).toEqual({ name: 'flowing', missedMs: 30_000 })
  expect(socket.frames().map(({ firstSample }) => firstSample)).toEqual([0, 1600 + 30 * 16_000])
})

test('a gap that nobody noticed, as of a page that was frozen, is one all the same', () => {
  const socket = goLive()
  microphone.gives(1, 100)
  microphone.gives(1, 60_200)
  expect(socket.frames().map(({ firstSample }) => firstSample)).toEqual([0, 1600 + 60 * 16_000])
})

test('sound that a busy page received late is no gap', async () => {
  const socket = goLive()
  microphone.gives(1, 100)
  await clock.advance(5_000)
  microphone.gives(50, 5_100)
  await clock.advance(2_000)
  const frames = socket.frames()
  expect(frames.map(({ firstSample }, index) => firstSample - (frames[index - 1]?.firstSample ?? 0))).not.toContain(
    5_000 * 16,
  )
  expect(session.clockMs()).toBe(5_100)
})

test('the member’s wish to go on reaches the microphone', () => {
  microphone.interrupts('suspended')
  session.wake()
  expect(microphone.wakes).toBe(1)
})

test('a microphone that comes back in a pause stays paused', () => {
  goLive()
  session.pause()
  microphone.breaks()
  const other = new FakeMicrophone()
  session.use(other)
  expect([other.isPaused, session.view().sound]).toEqual([true, { name: 'paused', isLost: false }])
})

test('a microphone that goes away is said to be gone, and another takes over after a gap', async () => {
  const socket = goLive()
  microphone.gives(1)
  microphone.breaks()
  expect([session.view().sound, microphone.isClosed]).toEqual([{ name: 'lost' }, true])
  await clock.advance(2_100)
  const other = new FakeMicrophone()
  session.use(other)
  other.gives(1)
  expect(session.view().sound).toEqual({ name: 'flowing', missedMs: 2_000 })
  expect(socket.frames().map(({ firstSample }) => firstSample)).toEqual([0, 1600 + 32_000])
})

test('who is told of a change sees it', () => {
  const seen: (string | undefined)[] = []
  session.subscribe(() => seen.push(session.view().breath.now?.type))
  goLive().says({ ...phase(1), state: 'start' })
  expect(seen.at(-1)).toBe('inhaling')
})

test('while the line is broken a phase lasts no longer than was told', async () => {
  const socket = goLive()
  microphone.gives(10)
  socket.says({ ...phase(1), state: 'start' })
  expect(session.phases()[0]?.endMs).toBeNull()
  session.setOnline(false)
  microphone.gives(50)
  expect(session.phases()[0]?.endMs).toBe(1000)
})

test('finishing lets go of the microphone, and waits for the server’s goodbye', async () => {
  const socket = goLive()
  microphone.gives(1)
  let isOver = false
  const finished = session.finish().then(() => {
    isOver = true
  })
  await clock.advance(100)
  expect([microphone.isClosed, isOver, socket.sent.at(-1)]).toEqual([true, false, '{"type":"bye"}'])
  socket.says(bye)
  socket.closes(1000)
  await finished
  expect(session.view().breath.metrics.total_breaths).toBe(1)
})
