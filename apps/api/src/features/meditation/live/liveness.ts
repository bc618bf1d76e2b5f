import { SOCKET_LIMITS } from '@better-and-bliss/breath/protocol'
import type { WebSocket } from 'ws'
import { type Clock, isYoungerThan } from '../../../ports/clock.ts'
import type { Outbox } from './outbox.ts'

const { pingEveryMs, silentForMs } = SOCKET_LIMITS

/** Whether somebody is still there: a ping now and then, and the end of a socket that says nothing for long. */
export interface Liveness {
  /** Something came. */
  received(): void
  tick(): void
}

export function watchLiveness(
  socket: Pick<WebSocket, 'terminate'>,
  outbox: Pick<Outbox, 'ping'>,
  clock: Clock,
): Liveness {
  let receivedAtMs = clock.nowMs()
  let pingedAtMs = receivedAtMs

  return {
    received: () => {
      receivedAtMs = clock.nowMs()
    },
    tick: () => {
      const nowMs = clock.nowMs()
      if (nowMs - receivedAtMs > silentForMs) return socket.terminate()
      // Of a clock that was set back: silence is counted from now on.
      receivedAtMs = Math.min(receivedAtMs, nowMs)
      if (isYoungerThan(pingEveryMs, { nowMs, sinceMs: pingedAtMs })) return
      pingedAtMs = nowMs
      outbox.ping()
    },
  }
}
