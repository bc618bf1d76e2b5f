import { MAX_FRAME_SAMPLES, MIN_FRAME_SAMPLES, SOCKET_LIMITS, writeFrame } from '@better-and-bliss/breath/protocol'
import type { Clock } from '../clock.ts'
import type { SocketLike } from './connection.ts'
import type { FrameStore } from './frame-store.ts'

export const FRAME_MS = 100
/** Sound that waits is sent in the longest frames there are, a little slower than messages may come. */
const BETWEEN_FRAMES_MS = 1_250 / SOCKET_LIMITS.messagesPerSecond
const MAX_BUFFERED_BYTES = 65_536

/** The server's stream, which outlives its sockets. */
export interface BreathStream {
  id: string
  /** The session's sample at which the stream's sample 0 lies. */
  offset: number
  /** Where that is on the session's audio clock. */
  baseMs: number
  /** Of the next frame: frames are numbered over all sockets of a stream. */
  frameNumber: number
  /** Of the last event that came: events are numbered over all sockets of a stream, and anew in another one. */
  lastSeq: number
}

interface FrameSenderParts {
  socket: SocketLike
  store: FrameStore
  stream: BreathStream
  kind: 'features' | 'pcm'
  /** The next sample to send, on the session's count. */
  fromSample: number
  clock: Clock
  onSent: () => void
  /** Nothing is left to send just now. */
  onDrained: () => void
}

/** Sends what the store holds over one socket. */
export interface FrameSender {
  /** Sends what has come into the store, as fast as the server allows. */
  pump(): void
  stop(): void
}

export function createFrameSender(parts: FrameSenderParts): FrameSender {
  const { socket, store, stream, kind, clock } = parts
  let cursor = parts.fromSample
  let cancelPump: (() => void) | null = null

  function pump(): void {
    if (socket.bufferedAmount > MAX_BUFFERED_BYTES) holdBack()
    if (cancelPump) return
    sendFrame()
    if (hasMore()) pumpIn(BETWEEN_FRAMES_MS)
    else parts.onDrained()
  }

  /** The line is slower than the sound: what is new is left out rather than sent late. */
  function holdBack(): void {
    if (store.position - cursor <= MAX_FRAME_SAMPLES) cursor = store.position
    if (!cancelPump) pumpIn(FRAME_MS)
  }

  function sendFrame(): void {
    const chunk = store.next(cursor, MAX_FRAME_SAMPLES)
    if (!chunk) return
    const end = chunk.firstSample + chunk.samples
    if (chunk.samples >= MIN_FRAME_SAMPLES) {
      const firstSample = chunk.firstSample - stream.offset
      socket.send(writeFrame({ kind, number: stream.frameNumber, firstSample, payload: chunk.payload }))
      stream.frameNumber += 1
      parts.onSent()
    } else if (end === store.position) {
      return
    }
    cursor = end
  }

  function hasMore(): boolean {
    const chunk = store.next(cursor, MAX_FRAME_SAMPLES)
    return chunk !== undefined && chunk.samples >= MIN_FRAME_SAMPLES
  }

  function pumpIn(ms: number): void {
    cancelPump = clock.after(ms, () => {
      cancelPump = null
      pump()
    })
  }

  return { pump, stop: () => cancelPump?.() }
}
