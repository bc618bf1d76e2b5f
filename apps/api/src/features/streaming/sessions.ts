import { streamSessionId } from '@better-and-bliss/stream-token'
import type { Member } from '../../access/member.ts'
import { batchWrites } from '../../batch-writes.ts'
import type { Database } from '../../db/database.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Random } from '../../ports/random.ts'
import { insertStreamSessions, prolongStreamSession } from './queries.ts'

/** How often a player tells that it still plays. */
export const HEARTBEAT_SECONDS = 30

interface Opening {
  member: Member
  contentId: string
  maxHeight: number
  expiresAtSeconds: number
  userAgent: string | null
  /** The session of the player that asks again for fresh addresses. */
  renews: string | undefined
}

/** Players and what they play. A limit on how many run at once belongs here, before a session is stored. */
export interface StreamSessions {
  /** Records that a player starts, or goes on; it is stored when this resolves. @returns the session's id. */
  open(opening: Opening): Promise<string>
}

export function streamSessions({ db, clock, random }: { db: Database; clock: Clock; random: Random }): StreamSessions {
  const store = batchWrites((sessions: Parameters<typeof insertStreamSessions>[1]) =>
    insertStreamSessions(db, sessions),
  )
  return {
    open: async ({ member, renews, userAgent, ...opening }) => {
      const owner = { userId: member.userId, signInId: member.signInId }
      const session = { ...opening, ...owner, nowMs: clock.nowMs() }
      if (renews && (await prolongStreamSession(db, { ...session, id: renews }))) return renews
      const id = streamSessionId(random.uuid(), member.signInId)
      await store({ ...session, id, userAgent })
      return id
    },
  }
}
