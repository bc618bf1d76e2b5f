import { CLOSE, type Hello, SOCKET_LIMITS } from '@better-and-bliss/breath/protocol'
import type { RawData, WebSocket } from 'ws'
import type { Member } from '../../../access/member.ts'
import { messageBudget } from './budget.ts'
import { ENDINGS, type Ending, endingFor } from './endings.ts'
import type { Lease } from './lease.ts'
import { watchLiveness } from './liveness.ts'
import { readMessage } from './messages.ts'
import { type OpeningParts, openStream, type StreamSocket } from './opening.ts'
import { createOutbox } from './outbox.ts'
import { selectHolder } from './queries.ts'
import type { LiveStream } from './stream.ts'

/** How long a client may take to answer a close. */
const CLOSE_WITHIN_MS = 2_000

/** One socket, from its 101 to its end. */
export class Connection {
  readonly member: Member
  /** Resolves when the socket is closed and what it brought is stored. */
  readonly closed: Promise<void>
  #state: 'hello' | 'opening' | 'live' | 'finishing' | 'ending' = 'hello'
  /** The stream's end, once somebody has asked for it. */
  #finished: Promise<void> | null = null
  #lease: Lease | null = null
  /** Null before it is ready, and as soon as somebody sees to its end. */
  #stream: LiveStream | null = null
  readonly #socket: WebSocket
  readonly #parts: OpeningParts
  readonly #openedAtMs: number
  #endedAtMs = Number.POSITIVE_INFINITY
  readonly #outbox
  readonly #liveness
  readonly #messages

  constructor(socket: WebSocket, member: Member, parts: OpeningParts) {
    const { clock } = parts
    this.member = member
    this.#socket = socket
    this.#parts = parts
    this.#openedAtMs = clock.nowMs()
    this.#outbox = createOutbox(socket, () => this.end(ENDINGS.notReading))
    this.#liveness = watchLiveness(socket, this.#outbox, clock)
    this.#messages = messageBudget(this.#openedAtMs)
    socket.on('message', (data, isBinary) => this.#counted(() => this.#take(data, isBinary)))
    socket.on('ping', (data) => this.#counted(() => socket.pong(data)))
    socket.on('pong', () => this.#counted(() => this.#outbox.pong()))
    this.closed = new Promise((resolve) => socket.on('close', () => resolve(this.#gone())))
  }

  /** Null before its hello was answered. */
  get sessionId(): string | null {
    return this.#lease?.sessionId ?? null
  }

  /** Called twice a second: what depends on time happens here. */
  tick(): void {
    const nowMs = this.#parts.clock.nowMs()
    const waitedMs = nowMs - this.#openedAtMs
    if (this.#state === 'hello' && waitedMs > SOCKET_LIMITS.helloWithinMs) this.end(ENDINGS.noHello)
    if (nowMs - this.#endedAtMs > CLOSE_WITHIN_MS) this.#socket.terminate()
    this.#liveness.tick()
    this.#outbox.flush()
    this.#stream?.tick()
  }

  end(ending: Ending): void {
    if (this.#state === 'ending') return
    this.#state = 'ending'
    this.#endedAtMs = this.#parts.clock.nowMs()
    if (ending.error) this.#outbox.send({ type: 'error', code: ending.error, detail: ending.reason })
    this.#socket.close(ending.close, ending.reason)
  }

  /** What is open is closed and stored, then bye and 1000. */
  async finish(): Promise<void> {
    if (this.#state === 'ending') return
    this.#finished ??= this.#finish()
    await this.#finished
  }

  async #finish(): Promise<void> {
    this.#state = 'finishing'
    const standing = await this.#release()?.finish()
    if (!standing) {
      this.end(ENDINGS.comeAgain)
      return
    }
    this.#outbox.send({ type: 'bye', metrics: standing.metrics, profile: standing.profile })
    this.end({ close: CLOSE.done, reason: 'Goodbye' })
  }

  /** The process ends: what was detected is stored, then 1001. What comes meanwhile is for the next process. */
  async shutDown(): Promise<void> {
    if (this.#finished) return this.#finished
    if (this.#state === 'live') this.#state = 'finishing'
    await this.#release()?.rest()
    this.end(ENDINGS.goingAway)
  }

  terminate(): void {
    this.#socket.terminate()
  }

  /** Somebody may have taken the session's stream, or ended the session. */
  async verify(): Promise<void> {
    const lease = this.#lease
    if (!lease) return
    const holder = await selectHolder(this.#parts.db, lease.sessionId).catch(() => ({ owner: lease.owner }))
    if (!holder) return this.finish()
    if (holder.owner === lease.owner) return
    this.#release()?.drop()
    this.end(ENDINGS.replaced)
  }

  /** Whoever calls this sees to the stream's end. */
  #release(): LiveStream | null {
    const stream = this.#stream
    this.#stream = null
    return stream
  }

  async #gone(): Promise<void> {
    this.#state = 'ending'
    await this.#release()?.rest()
  }

  #lose(): void {
    this.#release()?.drop()
    this.end(ENDINGS.comeAgain)
  }

  #counted(work: () => void): void {
    this.#liveness.received()
    if (this.#state === 'finishing' || this.#state === 'ending') return
    try {
      if (this.#messages.take(this.#parts.clock.nowMs())) work()
      else this.end(ENDINGS.tooManyMessages)
    } catch (error) {
      // Our fault: one socket pays for it, not the process.
      this.#parts.log.error({ err: error }, 'A message could not be handled')
      this.end(ENDINGS.comeAgain)
    }
  }

  #take(data: RawData, isBinary: boolean): void {
    // Whole messages are buffers: ws makes others only of sockets that ask for it.
    if (!Buffer.isBuffer(data)) return
    if (isBinary) this.#takeFrame(data)
    else this.#takeText(data.toString())
  }

  #takeFrame(bytes: Buffer): void {
    try {
      if (this.#stream) this.#stream.frame(bytes)
      else this.end(ENDINGS.tooEarly)
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      this.end(endingFor(CLOSE.unsupportedData, 'invalid_frame', error.message))
    }
  }

  #takeText(text: string): void {
    const read = readMessage(text)
    if ('ending' in read)
      this.end(this.#state === 'hello' ? { ...read.ending, close: CLOSE.invalidHello } : read.ending)
    else if (read.message.type !== 'hello') this.#takeRequest(read.message.type)
    else if (this.#state === 'hello') void this.#open(read.message)
    else this.end(ENDINGS.secondHello)
  }

  #takeRequest(request: 'bye' | 'skip_calibration'): void {
    if (this.#state !== 'live') this.end(ENDINGS.tooEarly)
    else if (request === 'bye') void this.finish()
    else this.#stream?.skipCalibration()
  }

  async #open(hello: Hello): Promise<void> {
    this.#state = 'opening'
    this.#socket.pause()
    try {
      const opened = await openStream(hello, this.#forStream(), this.#parts)
      if ('close' in opened) this.end(opened)
      else this.#begin(opened)
    } catch (error) {
      this.#parts.log.warn({ err: error }, 'A hello could not be answered')
      this.end(ENDINGS.comeAgain)
    } finally {
      this.#socket.resume()
    }
  }

  #forStream(): StreamSocket {
    return {
      userId: this.member.userId,
      outbox: this.#outbox,
      end: (ending) => this.end(ending),
      onRefused: () => void this.verify(),
      onLost: () => this.#lose(),
    }
  }

  #begin({ lease, stream }: { lease: Lease; stream: LiveStream }): void {
    if (this.#state !== 'opening') {
      stream.drop()
      return
    }
    this.#state = 'live'
    this.#lease = lease
    this.#stream = stream
    this.#messages.owe(lease.owedMs)
  }
}
