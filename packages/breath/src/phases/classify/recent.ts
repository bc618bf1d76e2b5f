import { clamp, mean } from '../../statistics.ts'

/** Breath at rest comes at 4 to 30 a minute: half a minute holds two at least. */
const KEPT = 16
const WINDOW_MS = 30_000
const SHORTEST_PERIOD_MS = 1200
const LONGEST_PERIOD_MS = 15_000
/** How much two bursts of one rhythm differ: octaves of length, dB, octaves of the centroid; share of the period. */
const SPREAD = { durationOctaves: 0.5, topDb: 5, octaves: 0.4, period: 0.15 }
/** What one burst a period ago is worth, beside two of them. */
const ONE_PERIOD = 0.3
/** Burst by burst what came before is forgotten over about three breaths. */
const FORGETTING_MS = 12_000
const PRIOR_COUNT = 1
const SHORTEST_GAP_MS = 30
const LONGEST_GAP_MS = 16_000

/** How many bursts are compared for how even they are; and what is assumed before there are as many as it takes. */
const UNEVENNESS_BURSTS = 8
const USUAL_UNEVENNESS = { octaves: 0.5, dB: 4 }
const MOST_OCTAVES = 3

/** How a burst sounded. */
export interface BurstSound {
  onsetMs: number
  durationMs: number
  topDb: number
  /** Of the centroid, from 1 kHz. */
  octaves: number
  /** 0: as breath sounds; 1 and more: as it does not. */
  strangeness: number
}

/** The last bursts, breath or not: a table of `BurstSound`. */
export type RecentBursts = { sounds: Float32Array; count: number }

const FIELDS = ['onsetMs', 'durationMs', 'topDb', 'octaves', 'strangeness'] as const

export const newRecentBursts = (): RecentBursts => ({ sounds: new Float32Array(KEPT * FIELDS.length), count: 0 })

/** A burst ended. */
export function noteBurst(recent: RecentBursts, sound: BurstSound): void {
  const at = (recent.count % KEPT) * FIELDS.length
  for (const [index, field] of FIELDS.entries()) recent.sounds[at + index] = sound[field]
  recent.count += 1
}

/** How a burst stands among those of the last half minute. */
export interface Persistence {
  /** How many were like it. */
  alike: number
  /** 0..1: one like it came a period before, and one two periods before. Noise is seldom periodic. */
  periodicity: number
  /** How strange they sounded, 0..2, the latest most. */
  strangeness: number
  /** Octaves of a second of silence before it. */
  gapOctaves: number
  /** Mean difference of the last bursts from those before the last ones, as in and out alternate: octaves of length and of pace, dB. */
  lengthUnevenness: number
  paceUnevenness: number
  levelUnevenness: number
}

/** Compares a burst with those before it. */
export function persistenceOf(recent: RecentBursts, burst: BurstSound): Persistence {
  const before = soundsOf(recent).filter(({ onsetMs }) => burst.onsetMs - onsetMs < WINDOW_MS)
  const likenesses = before.map((other) => likeness(burst, other))
  const weights = before.map(({ onsetMs }) => Math.exp((onsetMs - burst.onsetMs) / FORGETTING_MS))
  const density = sum(weights)
  const strange = sum(before.map((other, index) => (weights[index] ?? 0) * clamp(other.strangeness, 0, 2)))
  return {
    alike: sum(likenesses),
    periodicity: Math.max(0, ...before.map((_, index) => periodicityAt(burst, before, likenesses, index))),
    strangeness: strange / (density + PRIOR_COUNT),
    gapOctaves: gapOctavesOf(recent, burst),
    ...unevennessOf([...before, burst].slice(-UNEVENNESS_BURSTS)),
  }
}

function unevennessOf(bursts: readonly BurstSound[]) {
  const octavesBetween = (a: number, b: number) =>
    Math.min(MOST_OCTAVES, Math.abs(Math.log2(Math.max(10, a) / Math.max(10, b))))
  const lengths: number[] = []
  const paces: number[] = []
  const levels: number[] = []
  for (const [index, burst] of bursts.entries()) {
    const [second, third, fourth] = [bursts[index - 2], bursts[index - 1], bursts[index - 3]]
    if (!second || !third) continue
    lengths.push(octavesBetween(burst.durationMs, second.durationMs))
    levels.push(Math.abs(burst.topDb - second.topDb))
    if (fourth) paces.push(octavesBetween(burst.onsetMs - second.onsetMs, third.onsetMs - fourth.onsetMs))
  }
  return {
    lengthUnevenness: mean(lengths) ?? USUAL_UNEVENNESS.octaves,
    paceUnevenness: mean(paces) ?? USUAL_UNEVENNESS.octaves,
    levelUnevenness: mean(levels) ?? USUAL_UNEVENNESS.dB,
  }
}

function gapOctavesOf(recent: RecentBursts, { onsetMs }: BurstSound): number {
  const last = soundsOf(recent).at(-1)
  const gapMs = last ? onsetMs - last.onsetMs - last.durationMs : LONGEST_GAP_MS
  return Math.log2(clamp(gapMs, SHORTEST_GAP_MS, LONGEST_GAP_MS) / 1000)
}

/** If the burst at `index` was a period ago: how alike it is, and what came two periods ago. */
function periodicityAt(
  burst: BurstSound,
  before: readonly BurstSound[],
  likenesses: readonly number[],
  index: number,
): number {
  const onsetMs = before[index]?.onsetMs ?? 0
  const periodMs = burst.onsetMs - onsetMs
  if (periodMs < SHORTEST_PERIOD_MS || periodMs > LONGEST_PERIOD_MS) return 0
  let second = 0
  for (let earlier = 0; earlier < index; earlier++) {
    const off = (onsetMs - (before[earlier]?.onsetMs ?? 0)) / periodMs - 1
    second = Math.max(second, (likenesses[earlier] ?? 0) * gaussian(off / SPREAD.period))
  }
  return (likenesses[index] ?? 0) * (ONE_PERIOD + (1 - ONE_PERIOD) * second)
}

function likeness(a: BurstSound, b: BurstSound): number {
  return (
    gaussian(Math.log2(a.durationMs / b.durationMs) / SPREAD.durationOctaves) *
    gaussian((a.topDb - b.topDb) / SPREAD.topDb) *
    gaussian((a.octaves - b.octaves) / SPREAD.octaves)
  )
}

const gaussian = (deviations: number) => Math.exp(-0.5 * deviations * deviations)

const sum = (values: readonly number[]) => values.length * (mean(values) ?? 0)

/** Oldest first. */
function soundsOf({ sounds, count }: RecentBursts): BurstSound[] {
  const kept = Math.min(KEPT, count)
  return Array.from({ length: kept }, (_, index) => {
    const at = ((count - kept + index) % KEPT) * FIELDS.length
    const [onsetMs = 0, durationMs = 0, topDb = 0, octaves = 0, strangeness = 0] = sounds.subarray(at)
    return { onsetMs, durationMs, topDb, octaves, strangeness }
  })
}
