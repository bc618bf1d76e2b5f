import { decodeLevel, FIELD, FLAG } from '../features/record.ts'
import type { Quality, QualityReason } from '../protocol/event.ts'
import { clamp, round } from '../statistics.ts'

/** How the sound itself is, as the member should know. */
export type Soundness = {
  levelDb: number
  /** Running shares of hops: over about 3 s, and over about 10 s. */
  clippedShare: number
  silentShare: number
  /** Running mean of the phases' excess over the room. */
  excessDb: number
  lastPhaseMs: number
  lastGapMs: number
  /** Index in `STRANGE` of the last sound that was no breath, and when it was heard. */
  strange: number
  strangeMs: number
}

const NEVER = -1e9
const STRANGE: readonly QualityReason[] = ['speech_or_music', 'short_noises', 'constant_noise']

export const newSoundness = (): Soundness => ({
  levelDb: -120,
  clippedShare: 0,
  silentShare: 0,
  excessDb: 0,
  lastPhaseMs: NEVER,
  lastGapMs: NEVER,
  strange: 0,
  strangeMs: NEVER,
})

const LEVEL_SMOOTHING = 0.1
const CLIPPED_SMOOTHING = 0.003
const SILENT_SMOOTHING = 0.001
/** One hop of a hundred is heard as a crackle. */
const CLIPPED_FROM = 0.01
/** A room is never silent to the last bit. */
const GATED_FROM = 0.1
const EXCESS_SMOOTHING = 0.2
/** Below, onsets drown in the room. */
const QUIET_BELOW_DB = 8
const GAP_SHOWN_MS = 1000
const STRANGE_SHOWN_MS = 3000
/** Longer than any hold that is called one. */
const UNHEARD_MS = 20_000
const FIRST_BREATH_MS = 10_000

export function noteHop(soundness: Soundness, records: Uint8Array, at: number): void {
  const flags = records[at + FIELD.flags] ?? 0
  if ((flags & FLAG.partial) === 0) {
    soundness.levelDb += LEVEL_SMOOTHING * (decodeLevel(records[at + FIELD.level] ?? 0) - soundness.levelDb)
  }
  soundness.clippedShare += CLIPPED_SMOOTHING * (((flags & FLAG.clipped) === 0 ? 0 : 1) - soundness.clippedShare)
  soundness.silentShare += SILENT_SMOOTHING * (((flags & FLAG.silent) === 0 ? 0 : 1) - soundness.silentShare)
}

export function notePhase(soundness: Soundness, excessDb: number, endMs: number): void {
  const smoothing = soundness.lastPhaseMs === NEVER ? 1 : EXCESS_SMOOTHING
  soundness.excessDb += smoothing * (excessDb - soundness.excessDb)
  soundness.lastPhaseMs = endMs
}

export function noteStrange(soundness: Soundness, reason: QualityReason, atMs: number): void {
  soundness.strange = Math.max(0, STRANGE.indexOf(reason))
  soundness.strangeMs = atMs
}

export function qualityOf(soundness: Soundness, isCalibrating: boolean, nowMs: number): Quality {
  return {
    level_db: round(clamp(soundness.levelDb, -120, 0), 1),
    snr_db: round(clamp(soundness.excessDb, 0, 120), 1),
    clipping: soundness.clippedShare > CLIPPED_FROM,
    gated: soundness.silentShare > GATED_FROM,
    reason: isCalibrating ? 'calibrating' : reasonOf(soundness, nowMs),
  }
}

/** What stops breath from being heard comes before what only spoils it. */
function reasonOf(soundness: Soundness, nowMs: number): QualityReason {
  const { lastGapMs, lastPhaseMs, strange, strangeMs, clippedShare, silentShare, excessDb } = soundness
  if (nowMs - lastGapMs < GAP_SHOWN_MS) return 'gap'
  // What is cut off may sound strange for no other reason.
  if (clippedShare > CLIPPED_FROM) return 'clipping'
  if (nowMs - strangeMs < STRANGE_SHOWN_MS) return STRANGE[strange] ?? 'none'
  const unheardMs = lastPhaseMs === NEVER ? nowMs : nowMs - lastPhaseMs
  if (unheardMs > (lastPhaseMs === NEVER ? FIRST_BREATH_MS : UNHEARD_MS)) return 'no_breath_heard'
  if (silentShare > GATED_FROM) return 'gated'
  if (lastPhaseMs !== NEVER && excessDb < QUIET_BELOW_DB) return 'too_quiet'
  return 'none'
}
