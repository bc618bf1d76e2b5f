import {
  type CircleClientMessage,
  type CircleClock,
  type CircleServerMessage,
  CLOSE,
  circleServerMessageSchema,
  createCircleClock,
} from '@better-and-bliss/breath/protocol'
import { createObservable, type Observable } from '../../../ui/observable.ts'
import type { Clock } from '../clock.ts'
import type { SocketLike } from '../socket/connection.ts'
import type { Rejoining } from './api.ts'

/** How a circle stands for who follows it. The last four are ends. */
export type CircleConnection = 'connecting' | 'live' | 'reconnecting' | 'over' | 'left' | 'replaced' | 'signed_out'

type State = Extract<CircleServerMessage, { type: 'circle' }>

/** What changes now and then; another object each time. */
export interface CircleView {
  connection: CircleConnection
  isHost: boolean
  /** By the server's clock; null while the circle gathers, and before anything is known. */
  startedAtMs: number | null
  endsAtMs: number | null
  /** How many are here; null before that is known. */
  members: number | null
  /** The circle's togetherness; null while too few listen. */
  light: number | null
}

interface CircleLineParts {
  url: string
  open: (url: string) => SocketLike
  /** Before each attempt but the first. */
  rejoin: () => Promise<Rejoining>
  clock: Clock
  /** 0 to 1. */
  random: () => number
}

/** The first answers are asked for at once: of several the least late one counts. */
const FIRST_QUESTIONS = 8
const FIRST_EVERY_MS = 200
const QUESTION_EVERY_MS = 5_000
/** A question that is not answered for so long is a dead line. */
const ANSWER_WITHIN_MS = 8_000
const RETRY_MS = [250, 500, 1_000, 2_000, 4_000]
const MAX_RETRY_MS = 5_000
const LOST = 1006

const ENDS: Record<number, CircleConnection | undefined> = {
  [CLOSE.done]: 'over',
  [CLOSE.unknownSession]: 'over',
  [CLOSE.replaced]: 'replaced',
  [CLOSE.signedOut]: 'signed_out',
}

/** A circle as one member follows it: what it is told goes on over as many sockets as it takes, and the pace without any. */
export class CircleLine {
  readonly #parts: CircleLineParts
  readonly #time: CircleClock
  readonly #view: Observable<CircleView>
  #socket: SocketLike | null = null
  #cancel: () => void = () => {}
  #failures = 0
  #questions = 0
  #unansweredSinceMs: number | null = null

  constructor(parts: CircleLineParts) {
    this.#parts = parts
    this.#time = createCircleClock(parts.clock.nowMs)
    this.#view = createObservable<CircleView>({
      connection: 'connecting',
      isHost: false,
      startedAtMs: null,
      endsAtMs: null,
      members: null,
      light: null,
    })
    this.#connect()
  }

  readonly view = (): CircleView => this.#view.current()

  readonly subscribe = (onChange: () => void): (() => void) => this.#view.subscribe(onChange)

  /** Since the first inhale of everybody, negative before it; null while that is not known. */
  readonly paceMs = (): number | null => {
    const [nowMs, { startedAtMs }] = [this.#time.nowMs(), this.view()]
    return nowMs === null || startedAtMs === null ? null : nowMs - startedAtMs
  }

  /** Until the circle is over; null while that is not known. */
  remainingMs(): number | null {
    const [nowMs, { endsAtMs }] = [this.#time.nowMs(), this.view()]
    return nowMs === null || endsAtMs === null ? null : endsAtMs - nowMs
  }

  /** By the server's clock, no later than the circle's end; null while that is not known. */
  breathedUntilMs(): number | null {
    const [nowMs, { endsAtMs }] = [this.#time.nowMs(), this.view()]
    return nowMs === null || endsAtMs === null ? null : Math.min(nowMs, endsAtMs)
  }

  /** How near the own breath is to the pace; null where it is not listened to. */
  near(value: number | null): void {
    if (this.view().connection === 'live') this.#say({ type: 'near', value })
  }

  /** Gives up the place. */
  leave(): void {
    if (this.view().connection === 'live') this.#say({ type: 'leave' })
    this.#end('left')
  }

  /** Lets go; the place is held for a while. */
  close(): void {
    this.#release()
  }

  /** The browser's network is back: the next attempt is made now. */
  retryNow(): void {
    if (this.view().connection !== 'reconnecting') return
    this.#release()
    void this.#reconnect()
  }

  /** The browser's network is gone. */
  lose(): void {
    if (this.#socket) this.#lost(LOST)
  }

  #connect(): void {
    const socket = this.#parts.open(this.#parts.url)
    this.#socket = socket
    this.#unansweredSinceMs = this.#parts.clock.nowMs()
    this.#questions = 0
    socket.onopen = () => this.#ask()
    socket.onmessage = ({ data }) => this.#receive(data)
    socket.onclose = ({ code }) => this.#lost(code)
    this.#waitToAsk(FIRST_EVERY_MS)
  }

  #waitToAsk(ms: number): void {
    this.#cancel()
    this.#cancel = this.#parts.clock.after(ms, () => {
      const nowMs = this.#parts.clock.nowMs()
      if (this.#unansweredSinceMs !== null && nowMs - this.#unansweredSinceMs >= ANSWER_WITHIN_MS) this.#lost(LOST)
      else if (this.view().connection === 'live') this.#ask()
      else this.#waitToAsk(FIRST_EVERY_MS)
    })
  }

  #ask(): void {
    const nowMs = this.#parts.clock.nowMs()
    this.#unansweredSinceMs ??= nowMs
    this.#questions += 1
    this.#say({ type: 'time', client_ms: nowMs })
    this.#waitToAsk(this.#questions < FIRST_QUESTIONS ? FIRST_EVERY_MS : QUESTION_EVERY_MS)
  }

  #receive(data: unknown): void {
    const message = readMessage(data)
    if (!message) return
    this.#unansweredSinceMs = null
    if (message.type === 'time') this.#time.answered(message)
    if (message.type === 'circle') this.#stand(message)
    if (message.type === 'together') this.#set({ members: message.members, light: message.light })
    if (message.type === 'ended') this.#end('over')
  }

  #stand({ is_host, started_at_ms, ends_at_ms }: State): void {
    this.#failures = 0
    this.#set({ connection: 'live', isHost: is_host, startedAtMs: started_at_ms, endsAtMs: ends_at_ms })
  }

  #lost(code: number): void {
    const end = ENDS[code]
    if (end) this.#end(end)
    else this.#retry()
  }

  #retry(): void {
    this.#release()
    const waitMs = (RETRY_MS[this.#failures] ?? MAX_RETRY_MS) * (0.75 + this.#parts.random() / 2)
    this.#failures += 1
    this.#cancel = this.#parts.clock.after(waitMs, () => void this.#reconnect())
    this.#set({ connection: this.view().endsAtMs === null ? 'connecting' : 'reconnecting', light: null })
  }

  async #reconnect(): Promise<void> {
    const remainingMs = this.remainingMs()
    if (remainingMs !== null && remainingMs <= 0) return this.#end('over')
    let isCurrent = true
    this.#cancel = () => {
      isCurrent = false
    }
    const outcome = await this.#parts.rejoin()
    if (!isCurrent) return
    if (outcome === 'ok') this.#connect()
    else if (outcome === 'unreachable') this.#retry()
    else this.#end(outcome)
  }

  #end(how: CircleConnection): void {
    this.#release()
    this.#set({ connection: how })
  }

  /** Lets go of the socket and of what waits. */
  #release(): void {
    this.#cancel()
    const socket = this.#socket
    this.#socket = null
    if (!socket) return
    socket.onopen = null
    socket.onmessage = null
    socket.onclose = null
    socket.close()
  }

  #say(message: CircleClientMessage): void {
    this.#socket?.send(JSON.stringify(message))
  }

  #set(change: Partial<CircleView>): void {
    const before = this.view()
    const isOther = (Object.keys(change) as (keyof CircleView)[]).some((part) => before[part] !== change[part])
    if (isOther) this.#view.set({ ...before, ...change })
  }
}

/** Undefined for what a newer server may say and we do not know. */
function readMessage(data: unknown): CircleServerMessage | undefined {
  if (typeof data !== 'string') return undefined
  try {
    return circleServerMessageSchema.safeParse(JSON.parse(data)).data
  } catch {
    return undefined
  }
}
