import type { Voice } from './announce.ts'
import { CALIBRATION_PLAN, endCalibration } from './calibration.ts'
import { isLost } from './classify/trial.ts'
import { addHop, clearSums, copyEarly, copySums, newSums, subtractSums } from './cues.ts'
import { HEARING_LAG_HOPS, hear, heardAt, newHearing } from './hearing.ts'
import { endRest, rest } from './holds.ts'
import { closeBurst, followBurst, takeBackTrial } from './judge.ts'
import { beginAfterValley, endOf, forgetBursts, segment } from './onset.ts'
import { rhythmOf } from './rhythm.ts'
import { followFloor } from './room-jump.ts'
import { phasesOf, type Session } from './session.ts'
import { noteHop } from './soundness.ts'

/** The middle of the analysis window lies so far behind the newest sample. */
const WINDOW_LAG_MS = 16
const LAG_MS = WINDOW_LAG_MS + HEARING_LAG_HOPS * 10
/** The first 300 ms of a burst tell an inhale from an exhale as well as all of it (docs/breath.md, section 2). */
const EARLY_HOPS = 30
/** A faint burst is split where phases end, not sooner. */
const LEAST_SHARE = 0.8

/** The second stage: takes one record; `nowMs` is the end of its hop on the session's clock. */
export function takeRecord(session: Session, voice: Voice, records: Uint8Array, at: number, nowMs: number): void {
  const { bursts, cues, hearing, calibration } = session
  session.nowMs = nowMs
  noteHop(session.soundness, records, at)
  if (calibration.isOn && nowMs >= CALIBRATION_PLAN.inhale.end_ms) stopCalibration(session)
  const valueDb = hear(hearing, records, at)
  const atMs = nowMs - LAG_MS
  followFloor(session, hearing.records, heardAt(hearing))
  const change = segment(bursts, valueDb, atMs)
  if (change === 'begun') beginBurst(session)
  if (bursts.open || change === 'ended') {
    addHop(cues, hearing.records, heardAt(hearing), valueDb, bursts.topDb)
    if (cues.sums.hops <= EARLY_HOPS) copyEarly(cues.sums, session.early)
  }
  if (change === 'valley') copySums(cues.sums, session.sumsAtValley)
  if (change === 'split') splitBurst(session, voice, valueDb, atMs)
  if (change === 'ended') closeBurst(session, voice, bursts.endMs)
  if (isLost(session.trial, nowMs)) takeBackTrial(session, voice)
  if (bursts.open) followBurst(session, voice)
  else if (!calibration.isOn) rest(session, voice)
}

/** Sound is missing until `resumesMs`, or ends now: what goes on ends here, and nothing is known after. */
export function takeGap(session: Session, voice: Voice, resumesMs: number): void {
  if (session.bursts.open) closeBurst(session, voice, Math.min(session.nowMs, session.bursts.endMs + LAG_MS))
  endRest(session, voice, session.nowMs)
  forgetBursts(session.bursts, resumesMs)
  session.hearing = newHearing()
  session.isJoined = false
  session.lastEndMs = resumesMs
  session.quietSinceMs = resumesMs
  if (resumesMs > session.nowMs) session.soundness.lastGapMs = resumesMs
  session.nowMs = resumesMs
}

/** From now on phases are announced. */
export function stopCalibration(session: Session): void {
  if (!session.calibration.isOn) return
  endCalibration(session.calibration, session.naming)
  session.quietSinceMs = session.nowMs
  session.lastEndMs = session.nowMs
  session.isDismissed = session.bursts.open
}

function beginBurst(session: Session): void {
  session.isDismissed = false
  session.bursts.leastMs = LEAST_SHARE * (rhythmOf(phasesOf(session))?.shortMs ?? 0)
  clearSums(session.cues.sums)
  copyEarly(session.cues.sums, session.early)
}

function splitBurst(session: Session, voice: Voice, valueDb: number, atMs: number): void {
  const { cues, early, sumsAtValley, bursts } = session
  const after = newSums()
  copySums(cues.sums, after)
  subtractSums(after, sumsAtValley)
  copySums(sumsAtValley, cues.sums)
  closeBurst(session, voice, endOf(bursts, atMs, bursts.valleyMs))
  session.isDismissed = false
  beginAfterValley(bursts, valueDb, atMs)
  copySums(after, cues.sums)
  copyEarly(after, early)
}
