import type { CLOSE } from '@better-and-bliss/breath/protocol'

/** What a client makes of a close, in the order in which it is likely. */
export const CLOSES: Record<keyof typeof CLOSE, string> = {
  done: 'After bye, and when the session was completed or deleted.',
  goingAway: 'The server stops. All that was heard is stored: connect again and resume.',
  tryAgainLater: 'The server cannot go on with this stream, or you did not read. Connect again and resume.',
  unsupportedData: 'A binary message that is not a frame of this stream.',
  invalidPayload: 'Text that is not UTF-8, not JSON, or no message of the protocol.',
  policy: 'A second hello, more than 50 messages a second, or more than 5 sockets.',
  messageTooBig: 'A message of more than 64 kB.',
  invalidHello: 'No hello within 5 s, an invalid one, or something else before ready.',
  signedOut: 'The sign-in that opened the socket has ended, or the member was suspended.',
  unknownSession: 'No such session of yours, or one that has ended.',
  replaced: 'A newer socket goes on with this session. Do not connect again by yourself.',
  tooFast: 'Audio came at more than 1.25 times real time after a burst of 5 s, and went on so.',
}

/** Statuses of the handshake that are no 101. */
export const REFUSALS: [number, string][] = [
  [401, 'Not signed in.'],
  [403, 'Suspended, or an Origin that is not ours.'],
  [404, 'session_id in the address names no session of yours.'],
  [426, 'A plain request: this address speaks WebSocket only.'],
  [429, 'Five sockets of yours are open.'],
]

export const LIMITS: [string, string][] = [
  ['A message', '64 kB; a frame 20 to 500 ms, at most 16,012 bytes'],
  ['Messages', '50 a second, 250 at once'],
  ['Audio', '1.25 times real time, 5 s at once; after a resume also what was kept'],
  ['Hello', 'within 5 s'],
  ['Ping', 'every 20 s; a client that is silent for 45 s is gone'],
  ['Sockets', '5 a member, one a session: the newest wins'],
  ['Resume', 'within 60 s; later the session goes on with a new stream'],
]
