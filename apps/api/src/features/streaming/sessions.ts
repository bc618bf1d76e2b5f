import { TIER_LIMITS } from '@better-and-bliss/membership'
import { streamSessionId } from '@better-and-bliss/stream-token'
import { effectiveTier, type Member } from '../../access/member.ts'
import { batchWrites } from '../../batch-writes.ts'
import type { Database } from '../../db/database.ts'
import { AppError } from '../../errors.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Random } from '../../ports/random.ts'
import type { LeaseRenewals } from './lease-renewals.ts'
import { QUIET_MS } from './lease-states.ts'
import {
  endOwnStream,
  type Opened,
  openStreams,
  type RunningStream,
  type StreamOpening,
  selectRunningStreams,
} from './queries.ts'

/** How often a player tells that it still plays. */
export const HEARTBEAT_SECONDS = 30
/** A new token may expire so much sooner, so that its expiry is no other stream's. */
const MOST_SHIFT_SECONDS = 60
/** In this share of its life a token is given out again instead of another one. */
const YOUNG_SHARE = 1 / 8

interface Opening {
  member: Member
  contentId: string
  maxHeight: number
  lifeSeconds: number
  userAgent: string | null
  /** The stream of the player that asks again for fresh addresses. */
  renews: string | undefined
  /** A stream of the member that gives its place up. */
  takesOver: string | undefined
}

/** The leases on the places that a member's tier has for streams that run at the same time. */
export interface StreamSessions {
  /**
   * A player starts, or goes on; it is stored when this resolves. Null: every place is taken.
   * @throws AppError `unauthenticated` for somebody whose membership or sign-in has ended meanwhile.
   */
  open(opening: Opening): Promise<{ id: string; expiresAtSeconds: number } | null>
  /** The streams of a member that have a place, the newest first. */
  running(member: Pick<Member, 'userId'>): Promise<RunningStream[]>
  /** The member ends a stream. @returns whether it is theirs. */
  end(member: Pick<Member, 'userId'>, id: string): Promise<boolean>
}

interface Parts {
  db: Database
  clock: Clock
  random: Random
  renewals: Pick<LeaseRenewals, 'learn' | 'forget'>
}

export function streamSessions({ db, clock, random, renewals }: Parts): StreamSessions {
  const store = batchWrites<StreamOpening, Opened>((openings) => openStreams(db, openings, QUIET_MS))
  return {
    open: async (opening) => {
      const { member, contentId, maxHeight, takesOver } = opening
      const opened = await store(toOpening(opening, { clock, random }))
      if (opened.outcome === 'no_player') throw new AppError('unauthenticated', 'Not authenticated')
      if (opened.outcome === 'limit') return null
      const { id, expiresAtSeconds } = opened
      renewals.learn(member, id, { contentId, maxHeight, expiresAtSeconds })
      if (takesOver) renewals.forget(takesOver)
      return { id, expiresAtSeconds }
    },
    running: ({ userId }) => selectRunningStreams(db, { memberId: userId, quietSinceMs: clock.nowMs() - QUIET_MS }),
    end: async ({ userId }, id) => {
      const isOwn = await endOwnStream(db, { id, memberId: userId, nowMs: clock.nowMs() })
      if (isOwn) renewals.forget(id)
      return isOwn
    },
  }
}

function toOpening(
  { member, contentId, maxHeight, lifeSeconds, userAgent, renews, takesOver }: Opening,
  { clock, random }: Pick<Parts, 'clock' | 'random'>,
): StreamOpening {
  const nowMs = clock.nowMs()
  const renewableAfterSeconds = Math.ceil(lifeSeconds * YOUNG_SHARE)
  return {
    memberId: member.userId,
    signInId: member.signInId,
    contentId,
    newId: streamSessionId(random.uuid(), member.signInId),
    renews: renews ?? null,
    takesOver: takesOver ?? null,
    userAgent,
    maxHeight,
    maxStreams: TIER_LIMITS[effectiveTier(member)].concurrentStreams,
    nowMs,
    expiresAtSeconds: Math.floor(nowMs / 1000) + lifeSeconds,
    mostShiftSeconds: Math.min(MOST_SHIFT_SECONDS, renewableAfterSeconds),
    renewableAfterSeconds,
  }
}
