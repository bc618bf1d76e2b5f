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
import { type Lease, startOver, takeLease } from './lease.ts'
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
): Promise<{ lease: Lease; stream: LiveStream } | Ending> {
  const taken = await takeLease(parts, { hello, userId: socket.userId, nowMs: parts.clock.nowMs() })
  if ('close' in taken) return taken
  return new Promise((resolve) => {
    let stream: LiveStream | undefined
    const detector = parts.detectors.open(taken.start, {
      opened: (opened) => {
        const lease = taken.start.from && !opened.restored ? startOver(taken, parts) : taken
        socket.outbox.send(readyFor(lease, opened))
        for (const event of lease.missed) socket.outbox.send(event)
        stream = createStream({ ...socket, ...parts, lease, detector })
        resolve({ lease, stream })
      },
      detected: (message) => stream?.detected(message),
      lost: () => {
        socket.onLost()
        resolve(ENDINGS.comeAgain)
      },
    })
  })
}

function readyFor(lease: Lease, { calibration }: Opened): Extract<ServerMessage, { type: 'ready' }> {
  return {
    type: 'ready',
    v: PROTOCOL_VERSION,
    stream: lease.stream,
    resume_token: lease.stream,
    resume_seconds: SOCKET_LIMITS.resumeSeconds,
    resumed: lease.resumed,
    accepted_sample: lease.acceptedSample,
    base_ms: Math.round((lease.baseSample * 1000) / SAMPLE_RATE_HZ),
    max_frame_bytes: MAX_FRAME_BYTES,
    calibration,
  }
}
