import { type CLOSE, MAX_FRAME_BYTES, SOCKET_LIMITS } from '@better-and-bliss/breath/protocol'

const { minFrameMs, maxFrameMs, messagesPerSecond, messageBurst, audioSpeed, socketsPerMember } = SOCKET_LIMITS
const seconds = (ms: number) => `${ms / 1000} s`
const messageKb = `${SOCKET_LIMITS.maxMessageBytes / 1024} kB`
const helloWithin = seconds(SOCKET_LIMITS.helloWithinMs)
const audioBurst = seconds(SOCKET_LIMITS.audioBurstMs)

/** What a client makes of a close, in the order in which it is likely. */
export const CLOSES: Record<keyof typeof CLOSE, string> = {
  done: 'After bye, and when the session was completed or deleted.',
  goingAway: 'The server stops. All that was detected is stored: connect again and resume.',
  tryAgainLater: 'The server cannot go on with this stream, or you did not read. Connect again and resume.',
  unsupportedData: 'A binary message that is not a frame of this stream.',
  invalidPayload: 'Text that is not UTF-8, not JSON, or no message of the protocol.',
  policy: `A second hello, more than ${messagesPerSecond} messages a second, or more than ${socketsPerMember} sockets.`,
  messageTooBig: `A message of more than ${messageKb}.`,
  invalidHello: `No hello within ${helloWithin}, an invalid one, or something else before ready.`,
  signedOut: 'The sign-in that opened the socket has ended, or the member was suspended.',
  unknownSession: 'No such session of yours, or one that has ended.',
  replaced: 'A newer socket goes on with this session. Do not connect again by yourself.',
  tooFast: `Audio came at more than ${audioSpeed} times real time after a burst of ${audioBurst}, and went on so.`,
}

/** Statuses of the handshake that are no 101. */
export const REFUSALS: [number, string][] = [
  [401, 'Not signed in.'],
  [403, 'Suspended, or an Origin that is not ours.'],
  [404, 'session_id in the address names no session of yours.'],
  [426, 'A plain request: this address speaks WebSocket only.'],
  [429, `${socketsPerMember} sockets of yours are open.`],
]

export const LIMITS: [string, string][] = [
  [
    'A message',
    `${messageKb}; a frame ${minFrameMs} to ${maxFrameMs} ms, at most ${MAX_FRAME_BYTES.toLocaleString('en')} bytes`,
  ],
  ['Messages', `${messagesPerSecond} a second, ${messageBurst} at once`],
  ['Audio', `${audioSpeed} times real time, ${audioBurst} at once; after a resume also what was kept`],
  ['Hello', `within ${helloWithin}`],
  [
    'Ping',
    `every ${seconds(SOCKET_LIMITS.pingEveryMs)}; a client that is silent for ${seconds(SOCKET_LIMITS.silentForMs)} is gone`,
  ],
  ['Sockets', `${socketsPerMember} a member, one a session: the newest wins`],
  ['Resume', `within ${SOCKET_LIMITS.resumeSeconds} s; later the session goes on with a new stream`],
]
