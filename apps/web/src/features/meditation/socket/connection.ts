import { type Hello, type ServerMessage, serverMessageSchema } from '@better-and-bliss/breath/protocol'
import type { Clock } from '../clock.ts'
import type { FrameStore } from './frame-store.ts'

/** What we use of a WebSocket. */
export type SocketLike = Pick<
  WebSocket,
  'binaryType' | 'bufferedAmount' | 'send' | 'close' | 'onopen' | 'onmessage' | 'onclose'
>

/** How the stream stands. The last five are ends; only `done` is one that was asked for. */
export type Connection =
  | 'connecting'
  | 'live'
  | 'reconnecting'
  | 'done'
  | 'replaced'
  | 'signed_out'
  | 'gone'
  | 'refused'

/** Whether nothing more will come over this line. */
export function isEnd(connection: Connection): boolean {
  return connection !== 'connecting' && connection !== 'live' && connection !== 'reconnecting'
}

export type Authorization = 'ok' | 'signed_out' | 'unreachable'

export interface BreathSocketParts {
  url: string
  hello: Pick<Hello, 'session_id' | 'format' | 'target' | 'profile' | 'calibrate'>
  /** Holds what may have to be sent once more. */
  store: FrameStore
  open: (url: string) => SocketLike
  /** Makes sure that the member's cookies are good: a socket that was refused does not say why. */
  authorize: () => Promise<Authorization>
  clock: Clock
  /** 0 to 1. */
  random: () => number
  /** A `phase` comes once, however often the server repeats it. */
  onMessage: (message: ServerMessage) => void
  onConnection: (connection: Connection) => void
}

/** Undefined for what a newer server may say and we do not know. */
export function readMessage(data: unknown): ServerMessage | undefined {
  if (typeof data !== 'string') return undefined
  try {
    return serverMessageSchema.safeParse(JSON.parse(data)).data
  } catch {
    return undefined
  }
}
