import { SAMPLE_RATE_HZ } from '@better-and-bliss/breath/features'
import { type ClientMessage, type Hello, PROTOCOL_VERSION, type ServerMessage } from '@better-and-bliss/breath/protocol'
import { closeCodes } from './close-codes.ts'
import { type BreathSocketParts, type Connection, readMessage, type SocketLike } from './connection.ts'
import { type BreathStream, createFrameSender, FRAME_MS, type FrameSender } from './frame-sender.ts'

const SAMPLES_PER_MS = SAMPLE_RATE_HZ / 1000
const FRESH_SAMPLES = 4 * SAMPLE_RATE_HZ
const READY_WITHIN_MS = 8_000
/** What is sent is acknowledged every second: silence for this long is a dead line. */
const ANSWER_WITHIN_MS = 6_000
/** For this long, the connection is shown as `reconnecting`. */
const DOUBTFUL_AFTER_MS = 2_500
const LOOK_EVERY_MS = 500
const RETRY_MS = [250, 500, 1_000, 2_000, 4_000]
const MAX_RETRY_MS = 5_000
/** The code of a connection that ended without one. */
const LOST = 1006

/** A socket that is open or opening, and since when the server owes it an answer. */
interface Line {
  socket: SocketLike
  unansweredSinceMs: number | null
  cancelWatch: () => void
}

/**
 * - `greeting`: a socket was opened; hello goes out, the server's `ready` has not come
 * - `ready`: frames are sent
 * - `leaving`: everything was sent, and we said goodbye
 * - `answered`: the server said goodbye, and its close is the end
 * - `waiting`: for the time of the next attempt
 * - `authorizing`: the cookies are made good before it
 * - `ended`: nothing more will come
 */
type State =
  | { name: 'greeting'; line: Line }
  | { name: 'ready'; line: Line; sender: FrameSender }
  | { name: 'leaving'; line: Line }
  | { name: 'answered'; line: Line }
  | { name: 'waiting'; cancel: () => void }
  | { name: 'authorizing' }
  | { name: 'ended' }

/**
 * The stream of a session, which outlives its sockets: after a break it goes on where the server's acknowledgement ended,
 * with fresh cookies, and its user notices no more than a pause in the messages.
 */
export class BreathSocket {
  readonly #parts: BreathSocketParts
  readonly #closeCodes = closeCodes()
  #state: State
  #stream: BreathStream | null = null
  /** The session's sample up to which the server has stored the sound. */
  #acknowledged = 0
  #failures = 0
  #skipsCalibration = false
  #wantsEnd = false

  constructor(parts: BreathSocketParts) {
    this.#parts = parts
    this.#state = this.#greeting()
  }

  /** The time of a sample of the store on the session's audio clock, which the times of events refer to. */
  clockMsAt(sample: number): number {
    const { offset, baseMs } = this.#stream ?? { offset: 0, baseMs: 0 }
    return baseMs + (sample - offset) / SAMPLES_PER_MS
  }

  /** Sends what has come into the store. */
  pump(): void {
    if (this.#state.name === 'ready') this.#state.sender.pump()
  }

  skipCalibration(): void {
    this.#skipsCalibration = true
    if (this.#state.name === 'ready') say(this.#state.line, { type: 'skip_calibration' })
  }

  /** Says goodbye once everything that is kept has been sent; then the connection is `done`. */
  finish(): void {
    this.#wantsEnd = true
    this.pump()
  }

  /** The network is gone: there is no use in waiting for an answer. */
  lose(): void {
    if ('line' in this.#state) this.#lost(LOST)
  }

  /** Does not wait any longer for the next attempt. */
  retryNow(): void {
    if (this.#state.name !== 'waiting') return
    this.#state.cancel()
    void this.#reconnect()
  }

  /** Lets go at once, without a goodbye. */
  close(): void {
    this.#enter({ name: 'ended' })
  }

  /** Every way from one state to another that may leave a socket or a timer behind. */
  #enter(next: State): void {
    const last = this.#state
    this.#state = next
    if (last.name === 'waiting') last.cancel()
    if (last.name === 'ready') last.sender.stop()
    if ('line' in last && !('line' in next)) release(last.line)
  }

  #greeting(): State {
    const socket = this.#parts.open(this.#parts.url)
    const line: Line = { socket, unansweredSinceMs: this.#parts.clock.nowMs(), cancelWatch: () => {} }
    socket.binaryType = 'arraybuffer'
    socket.onopen = () => say(line, this.#hello())
    socket.onmessage = ({ data }) => this.#receive(line, data)
    socket.onclose = ({ code }) => this.#lost(code)
    this.#watch(line)
    return { name: 'greeting', line }
  }

  #hello(): Hello {
    const resume = this.#stream && { stream: this.#stream.id, last_seq: this.#stream.lastSeq }
    const { hello } = this.#parts
    const calibrate = hello.calibrate && !this.#stream && !this.#skipsCalibration
    return { ...hello, type: 'hello', v: PROTOCOL_VERSION, rate: SAMPLE_RATE_HZ, frame_ms: FRAME_MS, calibrate, resume }
  }

  #receive(line: Line, data: unknown): void {
    const message = readMessage(data)
    line.unansweredSinceMs = null
    if (!message) return
    if (message.type === 'ready') this.#begin(line, message)
    if (message.type === 'ack' && this.#stream) {
      this.#closeCodes.acknowledged()
      this.#acknowledged = this.#stream.offset + message.accepted_sample
      this.#parts.store.release(this.#acknowledged)
    }
    if (message.type === 'bye') this.#enter({ name: 'answered', line })
    if (message.type === 'phase' && this.#stream) {
      if (message.seq <= this.#stream.lastSeq) return
      this.#stream.lastSeq = message.seq
    }
    this.#parts.onMessage(message)
    // The server drops what comes faster than it allows: a fresh socket goes on exactly where that began.
    if (message.type === 'error' && message.code === 'too_fast') this.#lost(LOST)
  }

  #begin(line: Line, ready: Extract<ServerMessage, { type: 'ready' }>): void {
    const { store, hello, clock } = this.#parts
    const same = ready.resumed ? this.#stream : null
    const { offset, frameNumber, lastSeq } = same ?? { offset: this.#whereToBegin(), frameNumber: 0, lastSeq: 0 }
    const stream: BreathStream = { id: ready.stream, offset, baseMs: ready.base_ms, frameNumber, lastSeq }
    const sender = createFrameSender({
      socket: line.socket,
      store,
      stream,
      kind: hello.format === 'features' ? 'features' : 'pcm',
      fromSample: offset + ready.accepted_sample,
      clock,
      onSent: () => this.#owesAnswer(line),
      onDrained: () => this.#sayGoodbye(line),
    })
    this.#stream = stream
    this.#enter({ name: 'ready', line, sender })
    this.#failures = 0
    this.#closeCodes.ready()
    this.#parts.onConnection('live')
    if (this.#skipsCalibration && ready.calibration) say(line, { type: 'skip_calibration' })
    this.pump()
  }

  /** A new stream takes what the old one had not stored, unless that is so long ago that it is a gap by now. */
  #whereToBegin(): number {
    const { store } = this.#parts
    return Math.max(store.start, this.#acknowledged, store.position - FRESH_SAMPLES)
  }

  #sayGoodbye(line: Line): void {
    if (!this.#wantsEnd) return
    this.#enter({ name: 'leaving', line })
    this.#owesAnswer(line)
    say(line, { type: 'bye' })
  }

  #owesAnswer(line: Line): void {
    line.unansweredSinceMs ??= this.#parts.clock.nowMs()
  }

  #watch(line: Line): void {
    const { clock } = this.#parts
    line.cancelWatch = clock.after(LOOK_EVERY_MS, () => {
      const waitedMs = line.unansweredSinceMs === null ? 0 : clock.nowMs() - line.unansweredSinceMs
      const isGreeting = this.#state.name === 'greeting'
      if (waitedMs >= (isGreeting ? READY_WITHIN_MS : ANSWER_WITHIN_MS)) return this.#lost(LOST)
      if (!isGreeting) this.#parts.onConnection(waitedMs >= DOUBTFUL_AFTER_MS ? 'reconnecting' : 'live')
      this.#watch(line)
    })
  }

  #lost(code: number): void {
    const { name } = this.#state
    if (name === 'ended') return
    const end = name === 'answered' ? 'done' : this.#closeCodes.endOf(code, name === 'ready' || name === 'leaving')
    if (end) this.#end(end)
    else this.#retry()
  }

  #retry(): void {
    const waitMs = (RETRY_MS[this.#failures] ?? MAX_RETRY_MS) * (0.75 + this.#parts.random() / 2)
    this.#failures += 1
    this.#enter({ name: 'waiting', cancel: this.#parts.clock.after(waitMs, () => void this.#reconnect()) })
    this.#parts.onConnection(this.#stream ? 'reconnecting' : 'connecting')
  }

  async #reconnect(): Promise<void> {
    const authorizing: State = { name: 'authorizing' }
    this.#enter(authorizing)
    const outcome = await this.#parts.authorize()
    if (this.#state !== authorizing) return
    if (outcome === 'signed_out') this.#end('signed_out')
    else if (outcome === 'unreachable') this.#retry()
    else this.#enter(this.#greeting())
  }

  #end(how: Connection): void {
    this.#enter({ name: 'ended' })
    this.#parts.onConnection(how)
  }
}

function say({ socket }: Line, message: ClientMessage): void {
  socket.send(JSON.stringify(message))
}

function release({ socket, cancelWatch }: Line): void {
  cancelWatch()
  socket.onopen = null
  socket.onmessage = null
  socket.onclose = null
  socket.close()
}
