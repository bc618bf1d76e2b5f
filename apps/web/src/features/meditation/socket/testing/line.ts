import { NO_METRICS, readFrame, type ServerMessage } from '@better-and-bliss/breath/protocol'
import type { Clock } from '../../clock.ts'
import { BreathSocket } from '../breath-socket.ts'
import type { Authorization, Connection, SocketLike } from '../connection.ts'
import { createFrameStore } from '../frame-store.ts'

const RECORD_BYTES = 16
export const FRAME_SAMPLES = 1_600
export const SESSION = '0b8f6f8e-6a40-4c63-9b43-0e7b0d1a2c3d'
export const STREAM = '5f1d7a0e-54b5-4d31-8f0c-0a0b0c0d0e0f'

/** The other end of the line, moved by hand. */
export class FakeSocket implements SocketLike {
  binaryType: BinaryType = 'blob'
  bufferedAmount = 0
  sent: (string | Uint8Array)[] = []
  isClosed = false
  onopen: SocketLike['onopen'] = null
  onmessage: SocketLike['onmessage'] = null
  onclose: SocketLike['onclose'] = null
  send(data: string | ArrayBufferLike | Blob | ArrayBufferView) {
    this.sent.push(typeof data === 'string' ? data : (data as Uint8Array))
  }
  close() {
    this.isClosed = true
  }
  opens() {
    this.onopen?.call(this as never, new Event('open'))
  }
  says(message: object) {
    this.onmessage?.call(this as never, new MessageEvent('message', { data: JSON.stringify(message) }))
  }
  closes(code: number) {
    this.onclose?.call(this as never, Object.assign(new Event('close'), { code }) as CloseEvent)
  }
  json() {
    return this.sent.filter((data) => typeof data === 'string').map((text) => JSON.parse(text))
  }
  frames() {
    return this.sent.filter((data) => typeof data !== 'string').map(readFrame)
  }
}

/** Time that stands still until it is moved; what waits is called in order. */
export class TestClock implements Clock {
  #nowMs = 0
  #timers = new Set<{ atMs: number; ring: () => void }>()
  nowMs = () => this.#nowMs
  after = (ms: number, ring: () => void) => {
    const timer = { atMs: this.#nowMs + ms, ring }
    this.#timers.add(timer)
    return () => void this.#timers.delete(timer)
  }
  async advance(ms: number) {
    const untilMs = this.#nowMs + ms
    for (;;) {
      const [next] = [...this.#timers].filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)
      if (!next) break
      this.#nowMs = next.atMs
      this.#timers.delete(next)
      next.ring()
      await Promise.resolve()
      await Promise.resolve()
    }
    this.#nowMs = untilMs
    await Promise.resolve()
  }
}

/** A client whose socket, clock and cookies a test controls. */
export function openLine() {
  const clock = new TestClock()
  const store = createFrameStore({ bytes: RECORD_BYTES, samples: 160 })
  const sockets: FakeSocket[] = []
  const told: ServerMessage[] = []
  const connections: Connection[] = []
  const answers = { authorization: 'ok' as Authorization }
  const client = new BreathSocket({
    url: 'ws://studio/api/meditation/ws/breath',
    hello: { session_id: SESSION, format: 'features', target: null, profile: null, calibrate: true },
    store,
    open: () => {
      const socket = new FakeSocket()
      sockets.push(socket)
      return socket
    },
    authorize: async () => answers.authorization,
    clock,
    random: () => 0.5,
    onMessage: (message) => told.push(message),
    onConnection: (connection) => {
      if (connection !== connections.at(-1)) connections.push(connection)
    },
  })

  function current(): FakeSocket {
    const socket = sockets.at(-1)
    if (!socket) throw new Error('Nobody has connected')
    return socket
  }

  return {
    client,
    clock,
    store,
    sockets,
    told,
    connections,
    answers,
    current,
    /** 100 ms a frame; each record holds the number of its frame. */
    capture: (frames: number) => {
      for (let frame = 0; frame < frames; frame += 1) {
        store.add(new Uint8Array(10 * RECORD_BYTES).fill(Math.round(store.position / FRAME_SAMPLES)))
        client.pump()
      }
    },
    goLive: (resumed = false, acceptedSample = 0) => {
      const socket = current()
      socket.opens()
      socket.says(ready(resumed, acceptedSample))
      return socket
    },
  }
}

/** Which 100 ms have been sent, by the number that their records hold. */
export function sentOver(socket: FakeSocket): number[] {
  return socket.frames().flatMap(({ payload }) => [...payload].filter((_, index) => index % (10 * RECORD_BYTES) === 0))
}

export function ready(resumed = false, accepted_sample = 0) {
  return {
    type: 'ready',
    v: 1,
    stream: STREAM,
    resume_token: 'token',
    resume_seconds: 60,
    resumed,
    accepted_sample,
    base_ms: 0,
    max_frame_bytes: 16_012,
    calibration: null,
  }
}

export function phase(seq: number) {
  return {
    type: 'phase',
    seq,
    id: seq,
    state: 'end',
    event_type: 'inhaling',
    t_ms: 0,
    duration_ms: 1000,
    volume_rms: 0.1,
    spectral_centroid: 900,
    confidence_score: 0.9,
    breath_number: 1,
    is_consistent: null,
    deviation_from_target: null,
    provisional: false,
  }
}

export const bye = {
  type: 'bye',
  profile: null,
  metrics: { ...NO_METRICS, total_breaths: 1 },
}
