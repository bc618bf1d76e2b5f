/** What the socket takes and how long it waits: the server holds clients to it, its documents say so, and clients keep to it. */
export const SOCKET_LIMITS = {
  maxMessageBytes: 64 * 1024,
  minFrameMs: 20,
  maxFrameMs: 500,
  messagesPerSecond: 50,
  messageBurst: 250,
  /** How much faster than time audio may come, beyond what may come at once. */
  audioSpeed: 1.25,
  audioBurstMs: 5_000,
  helloWithinMs: 5_000,
  pingEveryMs: 20_000,
  silentForMs: 45_000,
  socketsPerMember: 5,
  /** How long after a lost connection a stream can be resumed. */
  resumeSeconds: 60,
  /** How much of its latest audio a client keeps, acknowledged or not. */
  keptAudioSeconds: 5,
  /** Audio that waits for longer brings a `slow_down`. */
  slowDownAfterMs: 1_000,
} as const
