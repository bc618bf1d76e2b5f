import { createFeatures } from './features/index.ts'
import { HOP_SAMPLES, RECORD_BYTES, SAMPLE_RATE_HZ } from './features/record.ts'
import { sessionMetrics } from './metrics.ts'
import type { Voice } from './phases/announce.ts'
import { CALIBRATION_PLAN } from './phases/calibration.ts'
import { stopCalibration, takeGap, takeRecord } from './phases/index.ts'
import { differenceSoFar, learnFrom } from './phases/orientation.ts'
import { readProfile, writeProfile } from './phases/profile.ts'
import { newSession, phasesOf } from './phases/session.ts'
import { qualityOf } from './phases/soundness.ts'
import type { PhaseEvent, Quality, SessionMetrics } from './protocol/event.ts'
import type { CalibrationPlan } from './protocol/messages.ts'
import type { Target } from './protocol/target.ts'
import { openSnapshot, sealSnapshot } from './snapshot.ts'
import { readState, stateBytes, writeState } from './state.ts'
import { clamp } from './statistics.ts'

export interface DetectorOptions {
  /** The pattern the member follows; null without one. */
  target: Target | null
  /** Begins with 8 s in which the room, an exhale and an inhale are learned. */
  calibrate: boolean
  /** What an earlier session on the same device answered to `profile()`. */
  profile: string | null
}

/** One session's breath. All times are on the session's audio clock: the samples taken, gaps included. */
export interface Detector {
  /** Samples taken, gaps included. */
  readonly position: number
  /** Takes sound, 16 kHz mono, of any length. */
  pushPcm(samples: Int16Array): void
  /** Takes whole records that `createFeatures` made elsewhere. */
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
  /** Everything, to go on elsewhere: the same samples then give the same events, seq and id included. */
  snapshot(): Uint8Array
}

const SNAPSHOT_KIND = 0x31644242
const SAMPLES_PER_MS = SAMPLE_RATE_HZ / 1000

/**
 * Listens to one session. Deterministic, and independent of the lengths it is fed in.
 * @throws RangeError if the snapshot is not one of this version.
 */
export function createDetector(
  { target, calibrate, profile }: DetectorOptions,
  emit: (event: PhaseEvent) => void,
  snapshot?: Uint8Array,
): Detector {
  const session = newSession()
  session.calibration.isOn = calibrate
  if (profile) readProfile(session.naming, profile)
  const clock = { position: 0, hopStart: 0 }
  const saved = { clock, session }
  let features = createFeatures()
  if (snapshot) {
    const features1 = createFeatures().snapshot().byteLength
    const body = new ArrayBuffer(stateBytes(saved) + features1)
    openSnapshot(SNAPSHOT_KIND, snapshot, body)
    const end = readState(saved, new DataView(body), 0)
    features = createFeatures(new Uint8Array(body, end))
  }
  const voice: Voice = { target, emit }
  const made = new Uint8Array(RECORD_BYTES * 2)

  const takeRecords = (records: Uint8Array, count: number) => {
    for (let index = 0; index < count; index++) {
      clock.hopStart += HOP_SAMPLES
      takeRecord(session, voice, records, index * RECORD_BYTES, clock.hopStart / SAMPLES_PER_MS)
    }
  }
  return {
    get position() {
      return clock.position
    },
    pushPcm(samples) {
      for (let at = 0; at < samples.length; at += HOP_SAMPLES) {
        takeRecords(made, features.push(samples.subarray(at, at + HOP_SAMPLES), made))
      }
      clock.position += samples.length
    },
    pushRecords(records) {
      const count = Math.floor(records.byteLength / RECORD_BYTES)
      takeRecords(records, count)
      clock.position += count * HOP_SAMPLES
    },
    gap(samples) {
      if (samples <= 0) return
      features.gap()
      clock.position += samples
      clock.hopStart = clock.position
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
    snapshot() {
      const size = stateBytes(saved)
      const inner = features.snapshot()
      const body = new ArrayBuffer(size + inner.byteLength)
      writeState(saved, new DataView(body), 0)
      new Uint8Array(body, size).set(inner)
      return sealSnapshot(SNAPSHOT_KIND, body)
    },
  }
}
