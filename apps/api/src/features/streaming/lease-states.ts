import { TIER_LIMITS } from '@better-and-bliss/membership'
import { canAccess, effectiveTier, type Member } from '../../access/member.ts'
import type { Database } from '../../db/database.ts'
import type { Clock } from '../../ports/clock.ts'
import { deviceWords } from '../../text/device-words.ts'
import {
  type Resumed,
  resumeStreams,
  type StreamState,
  selectLapsedStreams,
  selectStream,
  touchRunningStreams,
} from './lease-queries.ts'
import type { Playable } from './playable.ts'

/** A stream that was not seen for so long has lapsed: its place is free, its token stays good. */
export const QUIET_MS = 60_000
/** When a stream was seen last is true to so much: to store more would cost more than it is worth. */
export const FRESH_MS = { heartbeat: 5_000, report: 15_000 }

export const END_REASONS = [
  'taken_over',
  'ended_by_member',
  'no_place',
  'signed_out',
  'tier_changed',
  'withdrawn',
] as const
export type EndReason = (typeof END_REASONS)[number]

/** What a heartbeat finds. `signed_out`, `tier_changed` and `withdrawn` end a stream as long as they are so, the others for good. */
export type Beat =
  | { outcome: 'running' }
  | { outcome: 'unknown' }
  | { outcome: 'ended'; reason: EndReason; byDevice?: string }

/** What a stream's youngest token says. */
export interface TokenOfStream {
  contentId: string
  maxHeight: number
  expiresAtSeconds: number
}

export interface LeaseParts {
  db: Database
  clock: Clock
  findItem: (id: string) => Playable | undefined
}

/** A player still plays. A stream whose place was free meanwhile takes one, or ends. */
export async function beatStream(
  parts: LeaseParts,
  member: Member,
  id: string,
): Promise<Exclude<Beat, { outcome: 'running' }> | { outcome: 'running'; token: TokenOfStream }> {
  const { db, clock, findItem } = parts
  const state = await selectStream(db, { id, memberId: member.userId })
  if (!state) return { outcome: 'unknown' }
  const end = endOf(state, member, findItem(state.content_id))
  if (end) return end
  const at = { nowMs: clock.nowMs(), freshMs: FRESH_MS.heartbeat }
  const isRunning = state.has_place && (await touchRunningStreams(db, [id], at)).length > 0
  const resumed = isRunning ? 'running' : await resume(parts, member, id)
  if (resumed === 'no_player') return { outcome: 'ended', reason: 'signed_out' }
  // It was ended meanwhile, by this heartbeat or by another.
  if (resumed !== 'running') return beatStream(parts, member, id)
  const expiresAtSeconds = Math.floor(state.expires_at.getTime() / 1000)
  return {
    outcome: 'running',
    token: { contentId: state.content_id, maxHeight: state.max_height, expiresAtSeconds },
  }
}

async function resume({ db, clock }: LeaseParts, member: Member, id: string): Promise<Resumed> {
  const maxStreams = TIER_LIMITS[effectiveTier(member)].concurrentStreams
  const resumed = await resumeStreams(db, [{ id, maxStreams }], { nowMs: clock.nowMs(), quietMs: QUIET_MS })
  return resumed.get(id) ?? 'no_player'
}

/** Why a stream does not run any more; undefined where nothing speaks against it. */
function endOf(
  state: StreamState,
  member: Member,
  item: Playable | undefined,
): Exclude<Beat, { outcome: 'running' }> | undefined {
  const ended = (reason: EndReason) => ({ outcome: 'ended' as const, reason })
  if (state.sign_in_id !== member.signInId) return state.signed_out ? ended('signed_out') : { outcome: 'unknown' }
  if (state.ended_reason === 'taken_over' && state.taker_agent !== null) {
    return { outcome: 'ended', reason: 'taken_over', byDevice: deviceWords(state.taker_agent) }
  }
  if (state.ended_reason) return ended(state.ended_reason)
  if (!item) return ended('withdrawn')
  const { maxHeight } = TIER_LIMITS[effectiveTier(member)]
  return state.max_height > maxHeight || !canAccess(member, item.accessTier) ? ended('tier_changed') : undefined
}

/**
 * Streams are seen: those that had lapsed take a place, or end.
 * @returns the ids of those that ran before.
 */
export async function seeStreams(
  { db, clock, findItem }: LeaseParts,
  ids: string[],
  freshMs: number,
): Promise<Set<string>> {
  const nowMs = clock.nowMs()
  const running = new Set(await touchRunningStreams(db, ids, { nowMs, freshMs }))
  const others = ids.filter((id) => !running.has(id))
  if (others.length === 0) return running
  const lapsed = (await selectLapsedStreams(db, others, nowMs)).flatMap(({ id, content_id, max_height, ...member }) => {
    const { maxHeight, concurrentStreams } = TIER_LIMITS[effectiveTier(member)]
    const item = findItem(content_id)
    const mayPlay = item && canAccess(member, item.accessTier) && max_height <= maxHeight
    return mayPlay ? [{ id, maxStreams: concurrentStreams }] : []
  })
  if (lapsed.length > 0) await resumeStreams(db, lapsed, { nowMs, quietMs: QUIET_MS })
  return running
}
