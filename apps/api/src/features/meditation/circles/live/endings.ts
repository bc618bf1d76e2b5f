import { CLOSE, SOCKET_LIMITS } from '@better-and-bliss/breath/protocol'

/** Why we close a socket of a circle. */
export interface CircleEnding {
  close: number
  /** For people; at most 123 bytes. */
  reason: string
}

export const CIRCLE_ENDINGS = {
  over: { close: CLOSE.done, reason: 'The circle is over' },
  left: { close: CLOSE.done, reason: 'Goodbye' },
  notText: { close: CLOSE.unsupportedData, reason: 'A circle is spoken with in text' },
  invalid: { close: CLOSE.invalidPayload, reason: 'No message of the protocol' },
  tooMany: { close: CLOSE.policy, reason: `More than ${SOCKET_LIMITS.messagesPerSecond} messages a second` },
  tooManySockets: { close: CLOSE.policy, reason: 'Too many sockets' },
  signedOut: { close: CLOSE.signedOut, reason: 'Signed out' },
  unknown: { close: CLOSE.unknownSession, reason: 'You have no place in this circle' },
  replaced: { close: CLOSE.replaced, reason: 'Another socket of yours follows this circle' },
  notReading: { close: CLOSE.tryAgainLater, reason: 'You do not read; come again' },
  comeAgain: { close: CLOSE.tryAgainLater, reason: 'Come again' },
  goingAway: { close: CLOSE.goingAway, reason: 'The server stops; come again' },
} as const satisfies Record<string, CircleEnding>
