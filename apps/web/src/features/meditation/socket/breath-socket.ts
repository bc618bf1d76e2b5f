import {
  type ClientMessage,
  type Hello,
  PROTOCOL_VERSION,
  type ServerMessage,
  writeFrame,
} from '@better-and-bliss/breath/protocol'
import { closeCodes } from './close-codes.ts'
import { type BreathSocketParts, type Connection, readMessage, type SocketLike } from './connection.ts'

const SAMPLES_PER_MS = 16
const FRAME_MS = 100
/** Sound that waits is sent in the longest frames there are, a little slower than the 50 messages a second that are allowed. */
const LONGEST_FRAME_SAMPLES = 8_000
const SHORTEST_FRAME_SAMPLES = 320
const FRESH_SAMPLES = 64_000
const BETWEEN_FRAMES_MS = 25
const MAX_BUFFERED_BYTES = 65_536
const READY_WITHIN_MS = 8_000
/** What is sent is acknowledged every second: silence for this long is a dead line. */
const ANSWER_WITHIN_MS = 6_000
/** And for this long, one to be honest about. */
const DOUBTFUL_AFTER_MS = 2_500
const LOOK_EVERY_MS = 500
const RETRY_MS = [250, 500, 1_000, 2_000, 4_000]
const MAX_RETRY_MS = 5_000
/** The code of a connection that ended without one. */
const LOST = 1006

interface Stream {
  id: string
  /** The session's sample at which the stream's sample 0 lies. */
  offset: number
  /** Where that is on the session's audio clock. */
  baseMs: number
}

/**
 * The stream of a session, which outlives its sockets: after a break it goes on where the server's acknowledgement ended,
 * with fresh cookies, and nobody above notices more than a pause in what is told.
 */
export class BreathSocket {
  readonly #parts: BreathSocketParts
  readonly #closeCodes = closeCodes()
  #socket: SocketLike | null = null
  #stream: Stream | null = null
  #isReady = false
  #hasEnded = false
  #skipsCalibration = false
  #wantsEnd = false
  #askedForEnd = false
  #heardGoodbye = false
  /** The next sample to send. */
  #cursor = 0
  #acknowledged = 0
  #frameNumber = 0
  #lastSeq = 0
  #failures = 0
  #unansweredSinceMs: number | null = null
  #cancelPump: (() => void) | null = null
  #cancelRetry: (() => void) | null = null
  #cancelWatch: (() => void) | null = null

  constructor(parts: BreathSocketParts) {
    this.#parts = parts
    this.#connect()
  }

  /** The time of a sample of the store on the session's audio clock, in which events are told. */
  clockMsAt(sample: number): number {
    const { offset, baseMs } = this.#stream ?? { offset: 0, baseMs: 0 }
    return baseMs + (sample - offset) / SAMPLES_PER_MS
  }

  /** Sends what has come into the store. */
  pump(): void {
    const socket = this.#socket
    if (!this.#isReady || !socket || this.#askedForEnd) return
    if (socket.bufferedAmount > MAX_BUFFERED_BYTES) this.#holdBack()
    if (this.#cancelPump) return
    this.#sendFrame(socket)
    if (this.#hasMore()) this.#pumpIn(BETWEEN_FRAMES_MS)
    else if (this.#wantsEnd) this.#askForEnd(socket)
  }

  skipCalibration(): void {
    this.#skipsCalibration = true
    if (this.#isReady) this.#say({ type: 'skip_calibration' })
  }

  /** Says goodbye once everything that is kept has been sent; then the connection is `done`. */
  finish(): void {
    this.#wantsEnd = true
    this.pump()
  }

  /** The network is gone: there is no use in waiting for an answer. */
  lose(): void {
    if (this.#socket) this.#lost(LOST)
  }

  /** Does not wait any longer for the next attempt. */
  retryNow(): void {
    if (!this.#cancelRetry) return
    this.#cancelRetry()
    void this.#reconnect()
  }

  /** Lets go at once, without a goodbye. */
  close(): void {
    this.#hasEnded = true
    this.#cancelRetry?.()
    this.#release()
  }

  #connect(): void {
    const socket = this.#parts.open(this.#parts.url)
    this.#socket = socket
    socket.binaryType = 'arraybuffer'
    socket.onopen = () => socket.send(JSON.stringify(this.#hello()))
    socket.onmessage = ({ data }) => this.#receive(data)
    socket.onclose = ({ code }) => this.#lost(code)
    this.#unansweredSinceMs = this.#parts.clock.nowMs()
    this.#watch()
  }

  #hello(): Hello {
    const resume = this.#stream && {
      stream: this.#stream.id,
      last_seq: this.#lastSeq,
    }
    const { hello } = this.#parts
    const calibrate = hello.calibrate && !this.#stream && !this.#skipsCalibration
    return { ...hello, type: 'hello', v: PROTOCOL_VERSION, rate: 16_000, frame_ms: FRAME_MS, calibrate, resume }
  }

  #receive(data: unknown): void {
    const message = readMessage(data)
    this.#unansweredSinceMs = null
    if (!message) return
    if (message.type === 'ready') this.#begin(message)
    if (message.type === 'ack' && this.#stream) {
      this.#closeCodes.acknowledged()
      this.#acknowledged = this.#stream.offset + message.accepted_sample
      this.#parts.store.release(this.#acknowledged)
    }
    if (message.type === 'bye') this.#heardGoodbye = true
    if (message.type === 'phase') {
      if (message.seq <= this.#lastSeq) return
      this.#lastSeq = message.seq
    }
    this.#parts.onMessage(message)
    // What is beyond the server's patience is not heard: a fresh line goes on exactly where it ended.
    if (message.type === 'error' && message.code === 'too_fast') this.#lost(LOST)
  }

  #begin(ready: Extract<ServerMessage, { type: 'ready' }>): void {
    const isSame = ready.resumed && this.#stream !== null
    const offset = isSame && this.#stream ? this.#stream.offset : this.#whereToBegin()
    this.#stream = { id: ready.stream, offset, baseMs: ready.base_ms }
    if (!isSame) this.#frameNumber = 0
    this.#cursor = offset + ready.accepted_sample
    this.#isReady = true
    this.#failures = 0
    this.#closeCodes.ready()
    this.#parts.onConnection('live')
    if (this.#skipsCalibration && ready.calibration) this.#say({ type: 'skip_calibration' })
    this.pump()
  }

  /** A new stream takes what the old one had not stored, unless that is so long ago that it is a gap by now. */
  #whereToBegin(): number {
    const { store } = this.#parts
    return Math.max(store.start, this.#acknowledged, store.position - FRESH_SAMPLES)
  }

  #sendFrame(socket: SocketLike): void {
    const { store, hello } = this.#parts
    const piece = store.next(this.#cursor, LONGEST_FRAME_SAMPLES)
    if (!piece || !this.#stream) return
    const end = piece.firstSample + piece.samples
    if (piece.samples >= SHORTEST_FRAME_SAMPLES) {
      const kind = hello.format === 'features' ? 'features' : 'pcm'
      const firstSample = piece.firstSample - this.#stream.offset
      socket.send(writeFrame({ kind, number: this.#frameNumber, firstSample, payload: piece.payload }))
      this.#frameNumber += 1
      this.#unansweredSinceMs ??= this.#parts.clock.nowMs()
    } else if (end === store.position) {
      return
    }
    this.#cursor = end
  }

  #hasMore(): boolean {
    const piece = this.#parts.store.next(this.#cursor, LONGEST_FRAME_SAMPLES)
    return piece !== undefined && piece.samples >= SHORTEST_FRAME_SAMPLES
  }

  /** The line is slower than the sound: what is new is left out rather than heard late. */
  #holdBack(): void {
    const { store } = this.#parts
    if (store.position - this.#cursor <= LONGEST_FRAME_SAMPLES) this.#cursor = store.position
    if (!this.#cancelPump) this.#pumpIn(FRAME_MS)
  }

  #pumpIn(ms: number): void {
    this.#cancelPump = this.#parts.clock.after(ms, () => {
      this.#cancelPump = null
      this.pump()
    })
  }

  #askForEnd(socket: SocketLike): void {
    this.#askedForEnd = true
    this.#unansweredSinceMs ??= this.#parts.clock.nowMs()
    socket.send(JSON.stringify({ type: 'bye' }))
  }

  #say(message: ClientMessage): void {
    this.#socket?.send(JSON.stringify(message))
  }

  #watch(): void {
    const { clock } = this.#parts
    this.#cancelWatch = clock.after(LOOK_EVERY_MS, () => {
      const waitedMs = this.#unansweredSinceMs === null ? 0 : clock.nowMs() - this.#unansweredSinceMs
      if (waitedMs >= (this.#isReady ? ANSWER_WITHIN_MS : READY_WITHIN_MS)) return this.#lost(LOST)
      if (this.#isReady) this.#parts.onConnection(waitedMs >= DOUBTFUL_AFTER_MS ? 'reconnecting' : 'live')
      this.#watch()
    })
  }

  #lost(code: number): void {
    const wasReady = this.#isReady
    this.#release()
    if (this.#hasEnded) return
    const end = this.#heardGoodbye ? 'done' : this.#closeCodes.endOf(code, wasReady)
    if (end) this.#end(end)
    else this.#retry()
  }

  #retry(): void {
    this.#parts.onConnection(this.#stream ? 'reconnecting' : 'connecting')
    const waitMs = (RETRY_MS[this.#failures] ?? MAX_RETRY_MS) * (0.75 + this.#parts.random() / 2)
    this.#failures += 1
    this.#cancelRetry = this.#parts.clock.after(waitMs, () => void this.#reconnect())
  }

  async #reconnect(): Promise<void> {
    this.#cancelRetry = null
    const outcome = await this.#parts.authorize()
    if (this.#hasEnded) return
    if (outcome === 'signed_out') this.#end('signed_out')
    else if (outcome === 'unreachable') this.#lost(LOST)
    else this.#connect()
  }

  #end(how: Connection): void {
    this.#hasEnded = true
    this.#parts.onConnection(how)
  }

  #release(): void {
    this.#cancelWatch?.()
    this.#cancelPump?.()
    this.#cancelPump = null
    this.#isReady = false
    this.#askedForEnd = false
    const socket = this.#socket
    this.#socket = null
    if (!socket) return
    socket.onopen = null
    socket.onmessage = null
    socket.onclose = null
    socket.close()
  }
}
