import { CLOSE, type ServerMessage, SOCKET_LIMITS } from '@better-and-bliss/breath/protocol'

type ErrorCode = Extract<ServerMessage, { type: 'error' }>['code']

/** Why we close a socket: what its client is told, and the code. */
export interface Ending {
  close: number
  /** Goes before the close, for programs. */
  error?: ErrorCode
  /** For people; at most 123 bytes. */
  reason: string
}

export const ENDINGS = {
  noHello: { close: CLOSE.invalidHello, reason: `No hello came within ${SOCKET_LIMITS.helloWithinMs / 1000} seconds` },
  tooEarly: { close: CLOSE.invalidHello, error: 'invalid_message', reason: 'First hello, then wait for ready' },
  notJson: { close: CLOSE.invalidPayload, error: 'invalid_message', reason: 'Text messages are JSON' },
  secondHello: { close: CLOSE.policy, error: 'invalid_message', reason: 'One hello a socket' },
  unknownSession: { close: CLOSE.unknownSession, error: 'unknown_session', reason: 'Session not found' },
  sessionEnded: { close: CLOSE.unknownSession, error: 'session_ended', reason: 'This session has ended' },
  tooFast: { close: CLOSE.tooFast, error: 'too_fast', reason: 'Sound came much faster than time' },
  tooManyMessages: {
    close: CLOSE.policy,
    error: 'too_fast',
    reason: `More than ${SOCKET_LIMITS.messagesPerSecond} messages a second`,
  },
  tooManySockets: { close: CLOSE.policy, reason: 'Too many sockets' },
  signedOut: { close: CLOSE.signedOut, error: 'signed_out', reason: 'Signed out' },
  replaced: { close: CLOSE.replaced, error: 'replaced', reason: 'Another socket goes on with this session' },
  notReading: { close: CLOSE.tryAgainLater, reason: 'You do not read; come again and resume' },
  comeAgain: { close: CLOSE.tryAgainLater, reason: 'Come again and resume' },
  goingAway: { close: CLOSE.goingAway, reason: 'The server stops; come again and resume' },
} as const satisfies Record<string, Ending>

const MAX_REASON_BYTES = 123

/** An ending whose reason is a library's sentence. */
export function endingFor(close: number, error: ErrorCode, sentence: string): Ending {
  return {
    close,
    error,
    reason: Buffer.from(sentence)
      .subarray(0, MAX_REASON_BYTES - 3)
      .toString('ascii'),
  }
}
