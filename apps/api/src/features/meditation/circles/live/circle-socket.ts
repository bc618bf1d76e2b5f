import {
  type CircleClientMessage,
  type CircleServerMessage,
  circleClientMessageSchema,
} from '@better-and-bliss/breath/protocol'
import type { RawData, WebSocket } from 'ws'
import type { Member } from '../../../../access/member.ts'
import type { Clock } from '../../../../ports/clock.ts'
import type { Logger } from '../../../../ports/logger.ts'
import { messageBudget } from '../../live/budget.ts'
import { watchLiveness } from '../../live/liveness.ts'
import { CIRCLE_ENDINGS, type CircleEnding } from './endings.ts'
import { lightOf, type Near } from './nearness.ts'
import type { CircleNow, CircleState, Follower } from './queries.ts'

/** How long a client may take to answer a close. */
const CLOSE_WITHIN_MS = 2_000
/** What has gone out and nobody has taken: more than hours of what a circle says. */
const GIVE_UP_BYTES = 64 * 1024

interface Parts {
  clock: Clock
  log: Logger
  /** Takes the place; resolves with how the circle stands, or undefined where there is none. */
  take: () => Promise<CircleState | undefined>
  /** The socket is no more. */
  release: (givesUpPlace: boolean) => Promise<void>
}

/** One member's socket in a circle, from its 101 to its end. */
export class CircleSocket {
  readonly member: Member
  readonly follower: Follower
  /** Resolves when the socket is closed and the place is held, or given up. */
  readonly closed: Promise<void>
  readonly #socket: WebSocket
  readonly #parts: Parts
  readonly #liveness
  readonly #messages
  #near: Near | null = null
  #told = { state: '', together: '' }
  #hasTaken = false
  #givesUpPlace = false
  #endedAtMs: number | null = null

  constructor(socket: WebSocket, member: Member, follower: Follower, parts: Parts) {
    this.member = member
    this.follower = follower
    this.#socket = socket
    this.#parts = parts
    this.#liveness = watchLiveness(socket, { ping: () => socket.ping() }, parts.clock)
    this.#messages = messageBudget(parts.clock.nowMs())
    socket.on('message', (data, isBinary) => this.#counted(() => this.#take(data, isBinary)))
    socket.on('ping', (data) => this.#counted(() => socket.pong(data)))
    socket.on('pong', () => this.#counted(() => {}))
    const taken = this.#open()
    this.closed = new Promise((resolve) => socket.on('close', () => resolve(taken.then(() => this.#gone()))))
  }

  /** Null where they do not listen, or have not been heard. */
  get near(): Near | null {
    return this.#endedAtMs === null ? this.#near : null
  }

  /** Whether the member has the place that this socket is for. */
  get hasTaken(): boolean {
    return this.#hasTaken
  }

  /** Called twice a second. */
  tick(): void {
    const nowMs = this.#parts.clock.nowMs()
    if (this.#endedAtMs !== null && nowMs - this.#endedAtMs > CLOSE_WITHIN_MS) this.#socket.terminate()
    this.#liveness.tick()
  }

  /** Says what the client does not know yet. */
  tell(now: CircleNow): void {
    this.#tellState(now)
    const together = JSON.stringify({ type: 'together', members: now.members, light: lightOf(now) })
    if (together === this.#told.together) return
    this.#told.together = together
    this.#put(together)
  }

  /** The circle is over. */
  finish(): void {
    this.#say({ type: 'ended' })
    this.end(CIRCLE_ENDINGS.over)
  }

  end({ close, reason }: CircleEnding): void {
    if (this.#endedAtMs !== null) return
    this.#endedAtMs = this.#parts.clock.nowMs()
    this.#socket.close(close, reason)
  }

  terminate(): void {
    this.#socket.terminate()
  }

  async #open(): Promise<void> {
    try {
      const state = await this.#parts.take()
      if (!state) return this.end(CIRCLE_ENDINGS.unknown)
      this.#hasTaken = true
      this.#tellState(state)
    } catch (error) {
      this.#parts.log.warn({ err: error }, 'A circle could not be joined by its socket')
      this.end(CIRCLE_ENDINGS.comeAgain)
    }
  }

  async #gone(): Promise<void> {
    this.#endedAtMs ??= this.#parts.clock.nowMs()
    if (this.#hasTaken) await this.#parts.release(this.#givesUpPlace)
  }

  #tellState({ hostId, startedAtMs, endsAtMs }: CircleState): void {
    const message: CircleServerMessage = {
      type: 'circle',
      is_host: hostId === this.member.userId,
      started_at_ms: startedAtMs,
      ends_at_ms: endsAtMs,
    }
    const state = JSON.stringify(message)
    if (state === this.#told.state) return
    this.#told.state = state
    this.#put(state)
  }

  #counted(work: () => void): void {
    this.#liveness.received()
    if (this.#endedAtMs !== null) return
    if (this.#messages.take(this.#parts.clock.nowMs())) work()
    else this.end(CIRCLE_ENDINGS.tooMany)
  }

  #take(data: RawData, isBinary: boolean): void {
    const message = isBinary || !Buffer.isBuffer(data) ? null : readMessage(data.toString())
    if (message) this.#answer(message)
    else this.end(isBinary ? CIRCLE_ENDINGS.notText : CIRCLE_ENDINGS.invalid)
  }

  #answer(message: CircleClientMessage): void {
    const nowMs = this.#parts.clock.nowMs()
    if (message.type === 'time') this.#say({ type: 'time', client_ms: message.client_ms, server_ms: nowMs })
    if (message.type === 'near') this.#near = message.value === null ? null : { value: message.value, atMs: nowMs }
    if (message.type === 'leave') {
      this.#givesUpPlace = true
      this.end(CIRCLE_ENDINGS.left)
    }
  }

  #say(message: CircleServerMessage): void {
    this.#put(JSON.stringify(message))
  }

  #put(text: string): void {
    if (this.#endedAtMs !== null) return
    this.#socket.send(text)
    if (this.#socket.bufferedAmount > GIVE_UP_BYTES) this.end(CIRCLE_ENDINGS.notReading)
  }
}

function readMessage(text: string): CircleClientMessage | null {
  try {
    return circleClientMessageSchema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
