import type { Target } from '../protocol/target.ts'
import { announceRest, type Voice } from './announce.ts'
import { holdAimMs } from './consistency.ts'
import { REST, type Session } from './session.ts'

/** A shorter silence is the turn of the breath. */
const SHORTEST_HOLD_MS = 600
const LONGEST_HOLD_MS = 20_000

/** While no phase goes on: begins and ends holds, and idleness. */
export function rest(session: Session, voice: Voice): void {
  const kind = restOf(session, voice.target)
  if (kind === session.rest.kind || kind === REST.none) return
  const startMs = session.rest.kind === REST.hold ? session.nowMs : session.quietSinceMs
  endRest(session, voice, startMs)
  // Who was away for that long begins anew.
  if (kind === REST.idle) session.isJoined = false
  session.lastId += 1
  session.rest = { kind, id: session.lastId, startMs }
  announceRest(session, voice, 'start', session.nowMs)
}

/** A phase began at `atMs`, or nothing more is known. */
export function endRest(session: Session, voice: Voice, atMs: number): void {
  if (session.rest.kind === REST.none) return
  const endMs = Math.max(atMs, session.rest.startMs)
  announceRest(session, voice, 'end', endMs)
  if (session.rest.kind === REST.hold) session.audibleMs += endMs - session.rest.startMs
  session.rest.kind = REST.none
  session.quietSinceMs = endMs
}

function restOf(session: Session, target: Target | null): number {
  if (!session.isJoined) return REST.idle
  const silentMs = session.nowMs - session.lastEndMs
  const last = session.history[session.heard - 1]
  const aimMs = holdAimMs(target, last?.exhale ?? false) ?? 0
  if (silentMs > Math.max(LONGEST_HOLD_MS, 1.5 * aimMs)) return REST.idle
  return silentMs >= SHORTEST_HOLD_MS ? REST.hold : REST.none
}
