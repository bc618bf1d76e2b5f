import type { ServerMessage } from '@better-and-bliss/breath/protocol'
import type { WebSocket } from 'ws'

/** Beyond it, what is only of the moment waits until the client has taken what is on its way. */
const COALESCE_BYTES = 256 * 1024
/** Beyond it the client is taken for gone. */
const GIVE_UP_BYTES = 1024 * 1024

/** Events that are kept for a client that comes back. */
const MAX_RECENT = 256

type Passing = Extract<ServerMessage, { type: 'metrics' | 'quality' }>

/** What goes to a client. */
export interface Outbox {
  send(message: ServerMessage): void
  /** Sends what has waited, if there is room. */
  flush(): void
  /** A ping: its pong will say that the client has all events until here. */
  ping(): void
  pong(): void
  /** Events until `seq` that the client may not have, as JSON. */
  recent(seq: number): string
}

type Line = Pick<WebSocket, 'send' | 'ping' | 'bufferedAmount'>

/** @param giveUp called when so much is on its way that nobody can be reading */
export function createOutbox(line: Line, giveUp: () => void): Outbox {
  const waiting = new Map<Passing['type'], Passing>()
  let recent: { seq: number; text: string }[] = []
  let pingedAtSeq = 0

  function send(message: ServerMessage): void {
    if (message.type === 'metrics' || message.type === 'quality') {
      waiting.set(message.type, message)
      flush()
      return
    }
    const text = JSON.stringify(message)
    if (message.type === 'phase') {
      recent.push({ seq: message.seq, text })
      if (recent.length > MAX_RECENT) recent = recent.slice(-MAX_RECENT)
    }
    put(text)
  }

  function flush(): void {
    if (line.bufferedAmount > COALESCE_BYTES) return
    for (const message of waiting.values()) put(JSON.stringify(message))
    waiting.clear()
  }

  function put(text: string): void {
    line.send(text)
    if (line.bufferedAmount > GIVE_UP_BYTES) giveUp()
  }

  return {
    send,
    flush,
    ping() {
      pingedAtSeq = recent.at(-1)?.seq ?? 0
      line.ping()
    },
    pong() {
      recent = recent.filter(({ seq }) => seq > pingedAtSeq)
    },
    recent: (until) => `[${recent.flatMap(({ seq, text }) => (seq <= until ? text : [])).join(',')}]`,
  }
}
