import type { WebSocket } from 'ws'
import type { Clock } from '../../../ports/clock.ts'
import type { Outbox } from './outbox.ts'

const PING_EVERY_MS = 20_000
const DEAD_AFTER_MS = 45_000

/** Whether somebody is still there: a ping now and then, and the end of a socket that says nothing for long. */
export interface Liveness {
  /** Something came. */
  heard(): void
  tick(): void
}

export function watchLiveness(socket: Pick<WebSocket, 'terminate'>, outbox: Outbox, clock: Clock): Liveness {
  let heardAtMs = clock.nowMs()
  let pingedAtMs = heardAtMs

  return {
    heard: () => {
      heardAtMs = clock.nowMs()
    },
    tick: () => {
      const nowMs = clock.nowMs()
      if (nowMs - heardAtMs > DEAD_AFTER_MS) return socket.terminate()
      if (nowMs - pingedAtMs < PING_EVERY_MS) return
      pingedAtMs = nowMs
      outbox.ping()
    },
  }
}
