import { SAMPLE_RATE_HZ } from '@better-and-bliss/breath'
import {
  type Hello,
  MAX_FRAME_BYTES,
  PROTOCOL_VERSION,
  type ServerMessage,
  SOCKET_LIMITS,
} from '@better-and-bliss/breath/protocol'
import type { Database } from '../../../db/database.ts'
import type { Clock } from '../../../ports/clock.ts'
import type { Logger } from '../../../ports/logger.ts'
import type { Random } from '../../../ports/random.ts'
import type { Checkpoints } from './checkpoints.ts'
import type { Detectors, Opened } from './detectors/detectors.ts'
import { ENDINGS, type Ending } from './endings.ts'
import { type Holding, startOver, takeSession } from './hello.ts'
import type { Outbox } from './outbox.ts'
import { createStream, type LiveStream } from './stream.ts'

export interface OpeningParts {
  db: Database
  detectors: Detectors
  checkpoints: Checkpoints
  clock: Clock
  random: Random
  log: Logger
}

/** What a stream needs of its socket. */
export interface StreamSocket {
  userId: string
  outbox: Outbox
  end: (ending: Ending) => void
  /** A checkpoint was refused. */
  onRefused: () => void
  /** The detector is no more. */
  onLost: () => void
}

/**
 * Answers a hello: takes the session's stream, opens its detector, says ready.
 *
 * @returns the stream, or why there is none.
 */
export async function openStream(
  hello: Hello,
  socket: StreamSocket,
  parts: OpeningParts,
): Promise<{ holding: Holding; stream: LiveStream } | Ending> {
  const taken = await takeSession(parts, { hello, userId: socket.userId, nowMs: parts.clock.nowMs() })
  if ('close' in taken) return taken
  return new Promise((resolve) => {
    let stream: LiveStream | undefined
    const detector = parts.detectors.open(taken.start, {
      opened: (opened) => {
        const holding = taken.start.from && !opened.restored ? startOver(taken, parts) : taken
        socket.outbox.send(readyFor(holding, opened))
        for (const event of holding.missed) socket.outbox.send(event)
        stream = createStream({ ...socket, ...parts, holding, detector })
        resolve({ holding, stream })
      },
      heard: (message) => stream?.heard(message),
      lost: () => {
        socket.onLost()
        resolve(ENDINGS.comeAgain)
      },
    })
  })
}

function readyFor(holding: Holding, { calibration }: Opened): Extract<ServerMessage, { type: 'ready' }> {
  return {
    type: 'ready',
    v: PROTOCOL_VERSION,
    stream: holding.stream,
    resume_token: holding.stream,
    resume_seconds: SOCKET_LIMITS.resumeSeconds,
    resumed: holding.resumed,
    accepted_sample: holding.acceptedSample,
    base_ms: Math.round((holding.baseSample * 1000) / SAMPLE_RATE_HZ),
    max_frame_bytes: MAX_FRAME_BYTES,
    calibration,
  }
}
