import type { Changes } from '../../db/changes.ts'
import type { Database } from '../../db/database.ts'
import type { Clock } from '../../ports/clock.ts'
import { selectEndedSessions } from './queries.ts'

/** Stream sessions whose tokens must be refused although they are genuine and in time. */
export interface EndedStreams {
  current(): Promise<ReadonlySet<string>>
}

const MAX_AGE_MS = 1_000

/** Read from the database at most once a second, and at once after somebody signed out or was suspended. */
export function endedStreams({ db, changes, clock }: { db: Database; changes: Changes; clock: Clock }): EndedStreams {
  let known: Promise<ReadonlySet<string>> | null = null
  let readAtMs = 0
  changes.on('member_changed', () => {
    known = null
  })

  async function read(nowMs: number): Promise<ReadonlySet<string>> {
    return new Set(await selectEndedSessions(db, nowMs))
  }

  return {
    current: () => {
      const nowMs = clock.nowMs()
      if (known && nowMs - readAtMs <= MAX_AGE_MS) return known
      readAtMs = nowMs
      known = read(nowMs).catch((error: unknown) => {
        known = null
        throw error
      })
      return known
    },
  }
}
