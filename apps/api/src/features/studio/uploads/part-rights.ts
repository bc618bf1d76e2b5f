import type { Database } from '../../../db/database.ts'
import type { Clock } from '../../../ports/clock.ts'
import type { Random } from '../../../ports/random.ts'
import { offsetConflict } from './own-upload.ts'
import { claimPart, releaseParts, renewPart } from './part-right-queries.ts'

const RENEW_EVERY_MS = 2_000
/** Whoever has not renewed a right for so long is over: its process was killed. */
const LAPSES_AFTER_MS = 6_000

interface Parts {
  db: Database
  clock: Clock
  random: Random
}

/** The rights of one request to write parts of an upload. */
export function rightsOf({ db, clock, random }: Parts, id: string) {
  const writer = random.uuid()
  let hasClaimed = false

  return {
    /** Names the request where it has written; null where it has not. */
    writer: () => (hasClaimed ? writer : null),

    /** @throws AppError `offset_conflict` when the upload does not stand at `received`, or another request writes the part. */
    async claim(part: number, received: number): Promise<void> {
      const nowMs = clock.nowMs()
      hasClaimed = true
      const claim = { id, writer, part, received, nowMs, lapsedBeforeMs: nowMs - LAPSES_AFTER_MS }
      if (!(await claimPart(db, claim))) throw offsetConflict()
    },

    /** Keeps the right while the store takes the part. */
    async keptDuring<Written>(write: Promise<Written>): Promise<Written> {
      const renew = () => void renewPart(db, { id, writer, nowMs: clock.nowMs() }).catch(() => {})
      const renewing = setInterval(renew, RENEW_EVERY_MS)
      try {
        return await write
      } finally {
        clearInterval(renewing)
      }
    },

    /** Where it cannot be noted, others may write after a while. */
    async release(): Promise<void> {
      if (hasClaimed) await releaseParts(db, { id, writer }).catch(() => {})
    },
  }
}
