import { createFeatures } from './features/index.ts'
import { HOP_SAMPLES, RECORD_BYTES, SAMPLE_RATE_HZ } from './features/record.ts'
import { sessionMetrics } from './metrics.ts'
import type { Voice } from './phases/announce.ts'
import { CALIBRATION_PLAN } from './phases/calibration.ts'
import { type BurstClassifier, classifierOf } from './phases/classify/classifier.ts'
import { MODEL } from './phases/classify/model.ts'
import { stopCalibration, takeGap, takeRecord } from './phases/index.ts'
import { differenceSoFar, learnFrom } from './phases/orientation.ts'
import { readProfile, writeProfile } from './phases/profile.ts'
import { newSession, phasesOf } from './phases/session.ts'
import { qualityOf } from './phases/soundness.ts'
import type { PhaseEvent, Quality, SessionMetrics } from './protocol/event.ts'
import type { CalibrationPlan } from './protocol/messages.ts'
import type { Target } from './protocol/target.ts'
import { openSnapshot, sealSnapshot, snapshotKindOf } from './snapshot.ts'
import { clamp } from './statistics.ts'

export interface DetectorOptions {
  /** The pattern the member follows; null without one. */
  target: Target | null
  /** Begins with 8 s in which the room, an exhale and an inhale are learned. */
  calibrate: boolean
  /** What an earlier session on the same device answered to `profile()`. */
  profile: string | null
}

/** One session's breath, from records. All times are on the session's audio clock: the samples taken, gaps included. */
export interface PhaseDetector {
  /** Samples taken, gaps included. */
  readonly position: number
  /** Takes whole records, as `createFeatures` makes them. */
  pushRecords(records: Uint8Array): void
  /** Sound that never came: state unknown, never silence. */
  gap(samples: number): void
  skipCalibration(): void
  /** The stream ends: closes what is open. */
  finish(): void
  metrics(): SessionMetrics
  quality(): Quality
  /** What was learned of this member on this device; null before anything was. */
  profile(): string | null
  calibration(): CalibrationPlan | null
  /** Everything, to go on elsewhere: the same records then give the same events, seq and id included. */
  snapshot(): Uint8Array
}

/** One session's breath, from sound. */
export interface Detector extends Omit<PhaseDetector, 'pushRecords'> {
  /** Takes sound, 16 kHz mono, of any length. */
  pushPcm(samples: Int16Array): void
}

/** Changes with each field that is added, renamed, moved or made longer. */
const SNAPSHOT_KIND = snapshotKindOf(newState())
const SAMPLES_PER_MS = SAMPLE_RATE_HZ / 1000

/**
 * The second stage alone: listens to one session's records. Deterministic, and independent of the lengths it is fed in.
 * @param classifier in place of the model that is shipped, for those who fit and measure one
 * @throws RangeError if the snapshot is not one of this version
 */
export function createPhaseDetector(
  { target, calibrate, profile }: DetectorOptions,
  emit: (event: PhaseEvent) => void,
  snapshot?: Uint8Array,
  classifier: BurstClassifier = classifierOf(MODEL),
): PhaseDetector {
  const saved = newState()
  const { clock, session } = saved
  session.calibration.isOn = calibrate
  if (profile) readProfile(session.naming, profile)
  if (snapshot) openSnapshot(SNAPSHOT_KIND, snapshot, saved)
  const voice: Voice = { target, emit, classifier }
  return {
    get position() {
      return clock.position
    },
    pushRecords(records) {
      for (let at = 0; at + RECORD_BYTES <= records.byteLength; at += RECORD_BYTES) {
        clock.position += HOP_SAMPLES
        takeRecord(session, voice, records, at, clock.position / SAMPLES_PER_MS)
      }
    },
    gap(samples) {
      if (samples <= 0) return
      clock.position += samples
      takeGap(session, voice, clock.position / SAMPLES_PER_MS)
    },
    skipCalibration: () => stopCalibration(session),
    finish: () => takeGap(session, voice, session.nowMs),
    metrics() {
      const sinceMs = session.nowMs - session.firstMs
      return sessionMetrics(
        session.log,
        session.breathNumber,
        session.firstMs < 0 ? 0 : clamp(session.audibleMs / sinceMs, 0, 1),
      )
    },
    quality: () => qualityOf(session.soundness, session.calibration.isOn, session.nowMs),
    profile() {
      const difference = differenceSoFar(session.naming, phasesOf(session))
      if (!difference) return session.naming.isLearned ? writeProfile(session.naming.learned) : null
      const naming = { ...session.naming, learned: new Float32Array(difference.length) }
      learnFrom(naming, difference)
      return writeProfile(naming.learned)
    },
    calibration: () => (session.calibration.isOn ? CALIBRATION_PLAN : null),
    snapshot: () => sealSnapshot(SNAPSHOT_KIND, saved),
  }
}

/** What a snapshot of the second stage holds. A declaration, since the kind of snapshots is made from it at once. */
function newState() {
  return { clock: { position: 0 }, session: newSession() }
}

/** How a snapshot of both stages begins: samples of a hop that is not whole yet, length of the second stage's part. */
const HEAD_BYTES = 4

/**
 * Both stages: listens to one session's sound.
 * @throws RangeError if the snapshot is not one of this version.
 */
export function createDetector(
  options: DetectorOptions,
  emit: (event: PhaseEvent) => void,
  snapshot?: Uint8Array,
  classifier?: BurstClassifier,
): Detector {
  const from = snapshot && openBoth(snapshot)
  const features = createFeatures(from?.features)
  const phases = createPhaseDetector(options, emit, from?.phases, classifier)
  let pending = from?.pending ?? 0
  const made = new Uint8Array(RECORD_BYTES)

  return {
    ...phases,
    get position() {
      return phases.position + pending
    },
    pushPcm(samples) {
      for (let at = 0; at < samples.length; ) {
        const part = samples.subarray(at, at + HOP_SAMPLES - pending)
        pending = (pending + part.length) % HOP_SAMPLES
        if (features.push(part, made) > 0) phases.pushRecords(made)
        at += part.length
      }
    },
    gap(samples) {
      if (samples <= 0) return
      features.gap()
      phases.gap(pending + samples)
      pending = 0
    },
    snapshot: () => sealBoth(pending, phases.snapshot(), features.snapshot()),
  }
}

function sealBoth(pending: number, phases: Uint8Array, features: Uint8Array): Uint8Array {
  const sealed = new Uint8Array(HEAD_BYTES + phases.byteLength + features.byteLength)
  const head = new DataView(sealed.buffer)
  head.setUint16(0, pending, true)
  head.setUint16(2, phases.byteLength, true)
  sealed.set(phases, HEAD_BYTES)
  sealed.set(features, HEAD_BYTES + phases.byteLength)
  return sealed
}

function openBoth(sealed: Uint8Array): { pending: number; phases: Uint8Array; features: Uint8Array } {
  if (sealed.byteLength < HEAD_BYTES) throw new RangeError('Not a snapshot of this detector, or a damaged one')
  const head = new DataView(sealed.buffer, sealed.byteOffset, HEAD_BYTES)
  const end = HEAD_BYTES + head.getUint16(2, true)
  return {
    pending: head.getUint16(0, true) % HOP_SAMPLES,
    phases: sealed.subarray(HEAD_BYTES, end),
    features: sealed.subarray(end),
  }
}
