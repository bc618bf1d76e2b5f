import type { Changes } from '../../db/changes.ts'
import type { Database } from '../../db/database.ts'
import type { Clock } from '../../ports/clock.ts'
import { selectEndedSessions } from './queries.ts'

/** Whose tokens must be refused although they are genuine and in time. */
export interface Ended {
  sessions: ReadonlySet<string>
  /** Public ids of members with an ended session. Their tokens that name no session at all are refused with it. */
  members: ReadonlySet<string>
}

export interface EndedStreams {
  current(): Promise<Ended>
}

const MAX_AGE_MS = 1_000

/** Read from the database at most once a second, and at once after somebody signed out or was suspended. */
export function endedStreams({ db, changes, clock }: { db: Database; changes: Changes; clock: Clock }): EndedStreams {
  let known: Promise<Ended> | null = null
  let readAtMs = 0
  changes.on('member_changed', () => {
    known = null
  })

  async function read(nowMs: number): Promise<Ended> {
    const rows = await selectEndedSessions(db, nowMs)
    return { sessions: new Set(rows.map(({ id }) => id)), members: new Set(rows.map(({ sub }) => sub)) }
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
