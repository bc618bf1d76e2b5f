import { CLOSE } from '@better-and-bliss/breath/protocol'
import type { Connection } from './connection.ts'

/** How often in a row a server that understood our hello may still call what we send nonsense. */
const MAX_MISUNDERSTANDINGS = 3
/** Every other code is a break. */
const ENDS: Record<number, Connection | undefined> = {
  [CLOSE.unknownSession]: 'gone',
  [CLOSE.replaced]: 'replaced',
  [CLOSE.invalidHello]: 'refused',
  [CLOSE.unsupportedData]: 'refused',
  [CLOSE.invalidPayload]: 'refused',
  [CLOSE.messageTooBig]: 'refused',
}

/** What the close codes of one stream's sockets mean, one after the other. */
export function closeCodes() {
  let refusals = 0
  let misunderstandings = 0

  return {
    /** The server said ready. */
    ready(): void {
      refusals = 0
    },
    acknowledged(): void {
      misunderstandings = 0
    },
    /** What a close means; undefined for a break, after which the stream goes on. */
    endOf(code: number, wasReady: boolean): Connection | undefined {
      if (code === CLOSE.signedOut) {
        // The cookies may only have been too old: signed out is who is refused with fresh ones.
        refusals += 1
        return refusals > 1 ? 'signed_out' : undefined
      }
      const end = ENDS[code]
      // Who was understood before is refused for good only if fresh lines do not help.
      if (end !== 'refused' || !wasReady) return end
      misunderstandings += 1
      return misunderstandings > MAX_MISUNDERSTANDINGS ? end : undefined
    },
  }
}
