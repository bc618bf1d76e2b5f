import { LOWEST_BAND } from '../../features/excess.ts'
import { BANDS } from '../../features/record.ts'
import { clamp } from '../../statistics.ts'
import { type Sums, shapeDeviationDb } from '../cues.ts'
import type { Bursts } from '../onset.ts'
import { octaveDeviation, strangeness } from '../rejection.ts'
import type { Rhythm } from '../rhythm.ts'
import { type BurstSound, persistenceOf, type RecentBursts } from './recent.ts'

/** Where a device cuts its highest bands off, how far below they lie says nothing more. */
const DULLEST_DB = -60

/** What a burst is classified by. The order is the model table's; a change of it needs another version of the table. */
export const FEATURES = [
  'durationOctaves',
  'topDb',
  'deviationDb',
  'fullness',
  'attackOctaves',
  'attackShare',
  'crestDb',
  'loudnessSteps',
  'wobbleDb',
  'octaves',
  'narrownessDb',
  'roomDb',
  'strangeness',
  'halvesDeviationDb',
  'tonalityDb',
  'earliness',
  'alike',
  'periodicity',
  'strangenessBefore',
  'suspicion',
  'overShortOctaves',
  'overFaintDb',
  'gapOctaves',
  'voiced',
  'tonal',
  'shapeDeviationDb',
  'octaveDeviation',
  'octaveSteps',
  'brightnessDb',
  'lengthUnevenness',
  'paceUnevenness',
  'levelUnevenness',
] as const

export type FeatureName = (typeof FEATURES)[number]

/** A burst that is over, and what came before it. */
export interface BurstOver {
  sums: Sums
  bursts: Bursts
  recent: RecentBursts
  rhythm: Rhythm | null
  durationMs: number
  suspicion: number
}

/** How a burst sounded, as later ones are compared with it. */
export function soundOf({ sums, bursts, durationMs }: Pick<BurstOver, 'sums' | 'bursts' | 'durationMs'>): BurstSound {
  return {
    onsetMs: bursts.onsetMs,
    durationMs: Math.max(10, durationMs),
    topDb: bursts.topDb,
    octaves: sums.octaves / Math.max(1e-3, sums.weight),
    strangeness: clamp(strangeness(sums, 0), 0, 2),
  }
}

/** The features of a burst that is over, in the order of `FEATURES`. */
export function featuresOf(burst: BurstOver): number[] {
  const { sums, bursts, recent, rhythm, durationMs, suspicion } = burst
  const weight = Math.max(1e-3, sums.weight)
  const hops = Math.max(1, sums.hops)
  const mean = sums.values / hops
  const attackMs = clamp(bursts.topMs - bursts.onsetMs, 0, durationMs)
  const octaves = Math.log2(Math.max(50, durationMs) / 1000)
  const sound = soundOf(burst)
  const before = persistenceOf(recent, sound)
  const values: Record<FeatureName, number> = {
    durationOctaves: octaves,
    topDb: bursts.topDb,
    deviationDb: Math.sqrt(Math.max(0, sums.valueSquares / hops - mean * mean)),
    fullness: mean / Math.max(1, bursts.topDb),
    attackOctaves: Math.log2((attackMs + 20) / 1000),
    attackShare: attackMs / Math.max(10, durationMs),
    crestDb: sums.crestDb / weight,
    loudnessSteps: sums.loudnessSteps / weight,
    wobbleDb: sums.wobbleDb / weight,
    octaves: sound.octaves,
    narrownessDb: narrownessDb(sums, weight),
    roomDb: bursts.roomDb,
    strangeness: strangeness(sums, 0),
    halvesDeviationDb: halvesDeviationDb(sums),
    tonalityDb: sums.tonalityDb / weight,
    earliness: 1 - sums.excessTime / Math.max(0.1, sums.excess) / hops,
    alike: before.alike,
    periodicity: before.periodicity,
    strangenessBefore: before.strangeness,
    suspicion,
    overShortOctaves: rhythm ? Math.log2(Math.max(50, durationMs) / Math.max(50, rhythm.shortMs)) : 0,
    overFaintDb: rhythm ? bursts.topDb - rhythm.faintDb : 0,
    gapOctaves: before.gapOctaves,
    voiced: sums.voiced / weight,
    tonal: sums.tonal / weight,
    shapeDeviationDb: shapeDeviationDb(sums),
    octaveDeviation: octaveDeviation(sums),
    octaveSteps: sums.octaveSteps / weight,
    brightnessDb: Math.max(DULLEST_DB, brightnessDb(sums, weight)),
    lengthUnevenness: before.lengthUnevenness,
    paceUnevenness: before.paceUnevenness,
    levelUnevenness: before.levelUnevenness,
  }
  return FEATURES.map((name) => (Number.isFinite(values[name]) ? values[name] : 0))
}

/** dB by which what lies above 1.6 kHz exceeds what lies around 1 kHz, within the loud part: contact microphones hear nothing there. */
function brightnessDb({ shape }: Sums, weight: number): number {
  const of = (band: number) => (shape[band] ?? 0) / weight
  return of(7) + of(6) - of(3) - of(4)
}

/** dB by which the loudest band exceeds the third: crickets, beeps. */
function narrownessDb({ shape }: Sums, weight: number): number {
  const [loudest = 0, , third = 0] = shape.slice(LOWEST_BAND, BANDS).toSorted((a, b) => b - a)
  return (loudest - third) / weight
}

/** dB by which the half seconds after the first second differ; as much as breath's do while there are no two. */
function halvesDeviationDb({ halves, halvesSum, halvesSquares }: Sums): number {
  if (halves < 2) return 3
  return Math.sqrt(Math.max(0, halvesSquares / halves - (halvesSum / halves) ** 2))
}
