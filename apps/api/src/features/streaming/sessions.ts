import { TIER_LIMITS } from '@better-and-bliss/membership'
import { streamSessionId } from '@better-and-bliss/stream-token'
import { canAccess, effectiveTier, type Member } from '../../access/member.ts'
import { batchWrites } from '../../batch-writes.ts'
import type { Database } from '../../db/database.ts'
import { AppError } from '../../errors.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Random } from '../../ports/random.ts'
import { deviceWords } from '../../text/device-words.ts'
import type { Playable } from './playable.ts'
import {
  type EndedReason,
  endOwnStream,
  type Opened,
  openStreams,
  type RunningStream,
  resumeStream,
  type StreamOpening,
  type StreamState,
  selectRunningStreams,
  selectStream,
  touchRunningStreams,
} from './queries.ts'

/** How often a player tells that it still plays. */
export const HEARTBEAT_SECONDS = 30
/** A stream that was not seen for so long has lapsed: its place is free, its token stays good. */
export const QUIET_MS = 60_000
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

/** What a heartbeat finds. `signed_out`, `tier_changed` and `withdrawn` end a stream as long as they are so, the others for good. */
export type Beat =
  | { outcome: 'running' }
  | { outcome: 'unknown' }
  | { outcome: 'ended'; reason: EndReason; byDevice?: string }

export const END_REASONS = [
  'taken_over',
  'ended_by_member',
  'no_place',
  'signed_out',
  'tier_changed',
  'withdrawn',
] as const
export type EndReason = (typeof END_REASONS)[number]

/** The leases on the places that a member's tier has for streams that run at the same time. */
export interface StreamSessions {
  /**
   * A player starts, or goes on; it is stored when this resolves. Null: every place is taken.
   * @throws AppError `unauthenticated` for somebody whose membership or sign-in has ended meanwhile.
   */
  open(opening: Opening): Promise<{ id: string; expiresAtSeconds: number } | null>
  /** The streams of a member that have a place, the newest first. */
  running(member: Pick<Member, 'userId'>): Promise<RunningStream[]>
  /** A player still plays. One whose place was free meanwhile takes one, or ends. */
  beat(member: Member, id: string): Promise<Beat>
  /** The member ends a stream. @returns whether it is theirs. */
  end(member: Pick<Member, 'userId'>, id: string): Promise<boolean>
}

interface Parts {
  db: Database
  clock: Clock
  random: Random
  findItem: (id: string) => Playable | undefined
}

export function streamSessions({ db, clock, random, findItem }: Parts): StreamSessions {
  const store = batchWrites<StreamOpening, Opened>((openings) => openStreams(db, openings, QUIET_MS))
  const touch = batchWrites<string, boolean>(async (ids) => {
    const running = new Set(await touchRunningStreams(db, ids, clock.nowMs()))
    return ids.map((id) => running.has(id))
  })

  return {
    open: async (opening) => {
      const opened = await store(toOpening(opening, { clock, random }))
      if (opened.outcome === 'no_player') throw new AppError('unauthenticated', 'Not authenticated')
      return opened.outcome === 'opened' ? opened : null
    },
    running: ({ userId }) => selectRunningStreams(db, { memberId: userId, quietSinceMs: clock.nowMs() - QUIET_MS }),
    beat: async (member, id) => {
      const state = await selectStream(db, { id, memberId: member.userId })
      const ended = state && endOf(state, member, findItem(state.content_id))
      if (!state || ended) return ended ?? { outcome: 'unknown' }
      if (state.has_place && (await touch(id))) return { outcome: 'running' }
      const maxStreams = TIER_LIMITS[effectiveTier(member)].concurrentStreams
      const resumed = await resumeStream(db, { id, maxStreams, nowMs: clock.nowMs(), quietMs: QUIET_MS })
      if (resumed === 'running') return { outcome: 'running' }
      if (resumed === 'no_place') return { outcome: 'ended', reason: 'no_place' }
      const now = await selectStream(db, { id, memberId: member.userId })
      return (now && endOf(now, member, findItem(now.content_id))) ?? { outcome: 'unknown' }
    },
    end: ({ userId }, id) => endOwnStream(db, { id, memberId: userId, nowMs: clock.nowMs() }),
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

/** Why a stream does not run any more; undefined where nothing speaks against it. */
function endOf(state: StreamState, member: Member, item: Playable | undefined): Beat | undefined {
  const ended = (reason: EndReason): Beat => ({ outcome: 'ended', reason })
  if (state.sign_in_id !== member.signInId) return state.signed_out ? ended('signed_out') : { outcome: 'unknown' }
  if (state.ended_reason === 'taken_over' && state.taker_agent !== null) {
    return { ...ended('taken_over'), byDevice: deviceWords(state.taker_agent) } as Beat
  }
  if (state.ended_reason) return ended(state.ended_reason satisfies EndedReason)
  if (!item) return ended('withdrawn')
  const { maxHeight } = TIER_LIMITS[effectiveTier(member)]
  return state.max_height > maxHeight || !canAccess(member, item.accessTier) ? ended('tier_changed') : undefined
}
