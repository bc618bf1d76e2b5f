import type { QualityReason } from '../protocol/event.ts'
import { announceMistake, announcePhase, type Voice } from './announce.ts'
import { beginningLogOdds, noteBeginning } from './beginnings.ts'
import { noteAnswer } from './calibration.ts'
import { featuresOf, soundOf } from './classify/features.ts'
import { noteBurst } from './classify/recent.ts'
import { fail, weigh } from './classify/trial.ts'
import { clusterLogOdds } from './clustering.ts'
import { confidenceOf } from './confidence.ts'
import { describe } from './describe.ts'
import { endRest } from './holds.ts'
import { logPhase, unlogNewest } from './log.ts'
import { isExhale, name, numberOf, remember, storeNewest } from './name.ts'
import { CUES_OF_THE_END } from './naming.ts'
import { isTolerable, isTooLong, strangeness, whyNoBreath } from './rejection.ts'
import { isRustle, MOST_RUSTLES, rhythmOf } from './rhythm.ts'
import { phasesOf, type Session } from './session.ts'
import { notePhase, noteStrange } from './soundness.ts'
import { doubt, isEcho, leastMsAt, suspicionAt, trust } from './suspicion.ts'

/** So much of a burst must have been heard before it is spoken of. */
const EVIDENCE_MS = 200
/** How long a phase that has just begun is taken to become. */
const TYPICAL_MS = 800
/** A sound that is no breath and lasts longer may have hidden one, and is a reason to doubt. */
const LONGEST_RUSTLE_MS = 800
const LEAST_STRANGE_MS = 200
const LEAST_CONFIDENCE = 0.38
const PRELUDE_MS = 800
const PRELUDE_GAP_MS = 300
const PRELUDE_FAINTER_DB = 10

/** A burst goes on: it is spoken of as soon as it can be, and dropped when it lasts for too long. */
export function followBurst(session: Session, voice: Voice): void {
  const { bursts, cues, nowMs } = session
  if (session.isDismissed || session.calibration.isOn) return
  const durationMs = nowMs - bursts.onsetMs
  if (isTooLong(durationMs)) {
    reject(session, voice, 'constant_noise', nowMs)
    session.isDismissed = true
    return
  }
  const suspicion = suspicionAt(session.suspicion, nowMs, bursts.topDb)
  if (session.trial.isFailed || session.isAnnounced) return
  if (durationMs < Math.max(EVIDENCE_MS, leastMsAt(session.suspicion, suspicion))) return
  if (isEcho(session.suspicion, bursts.onsetMs, bursts.topDb)) return
  if (isTolerable(cues.sums, suspicion)) announceStart(session, voice)
}

/** A burst ended: it was a phase, an answer to a prompt, or nothing. */
export function closeBurst(session: Session, voice: Voice, endMs: number): void {
  session.bursts.open = false
  if (session.isDismissed) return
  describe(session, voice.target, endMs)
  const phase = session.current
  const suspicion = suspicionAt(session.suspicion, endMs, phase.excessDb)
  const reason = whyNoBreath(session.cues.sums, phase.durationMs, suspicion, leastMsAt(session.suspicion, suspicion))
  const features = compare(session, suspicion)
  if (reason !== null) reject(session, voice, reason, endMs)
  else if (isEcho(session.suspicion, phase.startMs, phase.excessDb)) dropEcho(session, voice, endMs)
  else if (session.calibration.isOn) noteAnswer(session.calibration, phase)
  else if (isPassingRustle(session) || isUnlikely(session)) reject(session, voice, null, endMs)
  else if (!weigh(session.trial, phase.startMs, endMs, voice.classifier({ onsetMs: phase.startMs, endMs, features })))
    reject(session, voice, null, endMs)
  else accept(session, voice)
}

/** The features of the burst, which is over; it is compared with those before it, and remembered. */
function compare(session: Session, suspicion: number): number[] {
  const { bursts, cues, recent, current } = session
  const rhythm = rhythmOf(phasesOf(session))
  const burst = { sums: cues.sums, bursts, recent, rhythm, durationMs: current.durationMs, suspicion }
  const features = featuresOf(burst)
  noteBurst(recent, soundOf(burst))
  return features
}

/** Nobody seems to breathe here: the phases of the trial were none. */
export function takeBackTrial(session: Session, voice: Voice): void {
  for (let left = session.trial.phases; left > 0 && session.heard > 0; left--) takeBackNewest(session, voice)
  fail(session.trial)
}

function announceStart(session: Session, voice: Voice): void {
  describe(session, voice.target, session.nowMs)
  const phase = session.current
  // What only its end will tell says nothing yet.
  for (const cue of CUES_OF_THE_END) phase.cues[cue] = session.naming.middle[cue] ?? 0
  session.beginnings.cues.set(phase.cues)
  const logOdds = beginningLogOdds(session.beginnings, session.naming, phase, phasesOf(session))
  phase.cluster = logOdds > 0 ? 1 : 0
  phase.exhale = isExhale(session, phase)
  phase.confidence = confidence(session, logOdds, TYPICAL_MS)
  announce(session, voice, session.heard - 1)
}

function announce(session: Session, voice: Voice, previousAt: number): void {
  const phase = session.current
  endRest(session, voice, phase.startMs)
  session.lastId += 1
  session.isAnnounced = true
  phase.id = session.lastId
  phase.breathNumber = numberOf(phase, session.history[previousAt])
  announcePhase(session, voice, 'start', phase)
}

function accept(session: Session, voice: Voice): void {
  const phase = session.current
  remember(session)
  name(session, voice)
  const previous = session.history[session.heard - 2]
  phase.confidence = confidence(session, clusterLogOdds(session.naming, phase, previous), phase.durationMs)
  if (session.isAnnounced) noteBeginning(session.beginnings, phase.cluster)
  else announce(session, voice, session.heard - 2)
  phase.breathNumber = numberOf(phase, previous)
  session.breathNumber = phase.breathNumber
  announcePhase(session, voice, 'end', phase)
  storeNewest(session)
  logPhase(session.log, phase, phase.excessDb)
  const endMs = phase.startMs + phase.durationMs
  session.bursts.peakDb = Math.max(session.bursts.peakDb, phase.excessDb)
  session.audibleMs += phase.durationMs
  if (session.firstMs < 0) session.firstMs = phase.startMs
  session.lastEndMs = endMs
  session.quietSinceMs = endMs
  session.isJoined = true
  session.isAnnounced = false
  trust(session.suspicion, endMs)
  notePhase(session.soundness, phase.excessDb, endMs)
}

/** What is so short, faint and strange that it would be wrong more often than not does not count. */
function isUnlikely(session: Session): boolean {
  const previous = session.history[session.heard - 1]
  const nameLogOdds = clusterLogOdds(session.naming, session.current, session.isJoined ? previous : undefined)
  return likelihood(session, nameLogOdds, session.current.durationMs, session.heard + 1) < LEAST_CONFIDENCE
}

function confidence(session: Session, nameLogOdds: number, durationMs: number): number {
  return Math.fround(session.naming.certainty * likelihood(session, nameLogOdds, durationMs, session.heard))
}

function likelihood(session: Session, nameLogOdds: number, durationMs: number, heard: number): number {
  const { excessDb } = session.current
  return confidenceOf({ excessDb, nameLogOdds, durationMs, heard, strangeness: strangeness(session.cues.sums, 0) })
}

/** @param reason why it is no breath; null for a rustle between breaths */
function reject(session: Session, voice: Voice, reason: QualityReason | null, endMs: number): void {
  const phase = session.current
  const durationMs = endMs - session.bursts.onsetMs
  if (reason !== null && durationMs >= LEAST_STRANGE_MS) {
    const isSpeech = reason === 'speech_or_music'
    const { topDb } = session.bursts
    if (reason !== 'constant_noise') {
      const sound = {
        atMs: endMs,
        durationMs,
        excessDb: topDb,
        strangeness: strangeness(session.cues.sums, 0),
        isSpeech,
      }
      doubt(session.suspicion, sound)
    }
    noteStrange(session.soundness, reason, endMs)
    takeBackPrelude(session, voice)
  }
  if (durationMs > LONGEST_RUSTLE_MS) session.isJoined = false
  if (!session.isAnnounced) return
  phase.durationMs = durationMs
  announceMistake(session, voice, 'end', phase)
  session.quietSinceMs = endMs
  session.isAnnounced = false
}

/** The breath before a cough or a word, and a word's first consonant, are no part of the practice. */
function takeBackPrelude(session: Session, voice: Voice): void {
  const last = session.history[session.heard - 1]
  if (!last || !session.isJoined || session.bursts.onsetMs - session.lastEndMs > PRELUDE_GAP_MS) return
  if (last.durationMs > PRELUDE_MS || session.bursts.topDb < last.excessDb + PRELUDE_FAINTER_DB) return
  if (session.trial.phases > 0) session.trial.phases -= 1
  takeBackNewest(session, voice)
}

function takeBackNewest(session: Session, voice: Voice): void {
  const last = session.history[session.heard - 1]
  if (!last) return
  session.heard -= 1
  session.breathNumber = session.history[session.heard - 1]?.breathNumber ?? 0
  session.isJoined = false
  session.audibleMs -= last.durationMs
  unlogNewest(session.log, last.confidence, last.excessDb)
  announceMistake(session, voice, 'revise', last)
}

function dropEcho(session: Session, voice: Voice, endMs: number): void {
  session.suspicion.echoMs = endMs
  reject(session, voice, null, endMs)
}

/** Too short or too faint for this breathing; unless there are so many that the breathing has changed. */
function isPassingRustle(session: Session): boolean {
  const { durationMs, excessDb } = session.current
  if (!isRustle(rhythmOf(phasesOf(session)), durationMs, excessDb)) {
    session.rustles = 0
    return false
  }
  session.rustles += 1
  return session.rustles <= MOST_RUSTLES
}
