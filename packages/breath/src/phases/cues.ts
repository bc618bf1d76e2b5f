import { LOWEST_BAND } from '../features/excess.ts'
import {
  BANDS,
  decodeCentroid,
  decodeExcess,
  decodeLevel,
  decodeLowRatio,
  decodePeriodicity,
  decodeTonality,
  FIELD,
  FLAG,
} from '../features/record.ts'

/** What sums up over the hops of a burst: parts can be told apart by subtraction. Unless said otherwise weighted by loudness. */
export type Sums = {
  hops: number
  /** Unweighted: mean square, level (dB), hops that clip. */
  power: number
  levelDb: number
  clipped: number
  /** For the naming; the weight is the excess, dB. */
  excess: number
  excessTime: number
  lowRatio: number
  excessOctaves: number
  /** For telling breath from other sounds; the weight is what exceeds a third of the loudest so far. */
  weight: number
  octaves: number
  octaveSquares: number
  octaveSteps: number
  loudnessSteps: number
  voiced: number
  tonal: number
  tonalityDb: number
  /** dB by which the hop's peak exceeds its level: impulses have the highest. */
  crestDb: number
  /** dB by which the loudness bends within 100 ms: syllables, rattling. */
  wobbleDb: number
  /** Unweighted, of the detection value. */
  values: number
  valueSquares: number
  shape: Float32Array
  shapeSquares: Float32Array
  /** Half seconds after the first second, by their mean excess, dB; and the one going on. */
  halves: number
  halvesSum: number
  halvesSquares: number
  half: number
}

const EARLY = ['hops', 'levelDb', 'excess', 'lowRatio', 'excessOctaves'] as const

/** What the first 300 ms say. */
export type EarlySums = Pick<Sums, (typeof EARLY)[number]>

/** The sums, and what the next hop is compared with. */
export type Cues = { sums: Sums; recentOctaves: Float32Array; recentValues: Float32Array; loudness: number }

/** Nine hops of ten of noise lie below. */
const VOICED_FROM = 0.26
/** Noise seldom has a partial so far above its surroundings. */
const TONAL_FROM_DB = 14
const LOUD_SHARE = 0.35
/** Steps of the centroid are taken over 30 ms: that far apart, windows share no more than half of their samples. */
const STEP_HOPS = 3
const HALF_HOPS = 50
/** The loudness of a hop is compared with those 50 and 100 ms before. */
const WOBBLE_HOPS = 10

export const newSums = (): Sums => ({
  hops: 0,
  power: 0,
  levelDb: 0,
  clipped: 0,
  excess: 0,
  excessTime: 0,
  lowRatio: 0,
  excessOctaves: 0,
  weight: 0,
  octaves: 0,
  octaveSquares: 0,
  octaveSteps: 0,
  loudnessSteps: 0,
  voiced: 0,
  tonal: 0,
  tonalityDb: 0,
  crestDb: 0,
  wobbleDb: 0,
  values: 0,
  valueSquares: 0,
  shape: new Float32Array(BANDS),
  shapeSquares: new Float32Array(BANDS),
  halves: 0,
  halvesSum: 0,
  halvesSquares: 0,
  half: 0,
})

export const newEarlySums = (): EarlySums => ({ hops: 0, levelDb: 0, excess: 0, lowRatio: 0, excessOctaves: 0 })

export function copyEarly(from: Sums, to: EarlySums): void {
  for (const key of EARLY) to[key] = from[key]
}

export const newCues = (): Cues => ({
  sums: newSums(),
  recentOctaves: new Float32Array(STEP_HOPS),
  recentValues: new Float32Array(WOBBLE_HOPS),
  loudness: 0,
})

type Scalar = Exclude<keyof Sums, 'shape' | 'shapeSquares'>
const SCALARS = Object.keys(newSums()).filter((key): key is Scalar => !key.startsWith('shape'))

export function copySums(from: Sums, to: Sums): void {
  for (const key of SCALARS) to[key] = from[key]
  to.shape.set(from.shape)
  to.shapeSquares.set(from.shapeSquares)
}

/** Leaves in `sums` what came after `earlier` was copied from it. */
export function subtractSums(sums: Sums, earlier: Sums): void {
  for (const key of SCALARS) sums[key] -= earlier[key]
  for (let band = 0; band < BANDS; band++) {
    sums.shape[band] = (sums.shape[band] ?? 0) - (earlier.shape[band] ?? 0)
    sums.shapeSquares[band] = (sums.shapeSquares[band] ?? 0) - (earlier.shapeSquares[band] ?? 0)
  }
}

export function clearSums(sums: Sums): void {
  for (const key of SCALARS) sums[key] = 0
  sums.shape.fill(0)
  sums.shapeSquares.fill(0)
}

/** Adds the hop at `at`, heard `valueDb` over the floor in a burst whose loudest was `topDb` so far. */
export function addHop(cues: Cues, records: Uint8Array, at: number, valueDb: number, topDb: number): void {
  const { sums } = cues
  const levelDb = decodeLevel(records[at + FIELD.level] ?? 0)
  const octave = Math.log2(Math.max(300, decodeCentroid(records[at + FIELD.centroid] ?? 0)) / 1000)
  const excess = Math.max(0.1, valueDb)
  const weight = Math.max(0.001, valueDb - LOUD_SHARE * topDb)
  sums.excessTime += excess * sums.hops
  sums.hops += 1
  sums.power += 10 ** (levelDb / 10)
  sums.levelDb += levelDb
  if (((records[at + FIELD.flags] ?? 0) & FLAG.clipped) !== 0) sums.clipped += 1
  sums.excess += excess
  sums.lowRatio += excess * Math.max(-30, Math.min(30, decodeLowRatio(records[at + FIELD.lowRatio] ?? 0)))
  sums.excessOctaves += excess * octave
  sums.weight += weight
  sums.octaves += weight * octave
  sums.octaveSquares += weight * octave * octave
  const slot = sums.hops % STEP_HOPS
  if (sums.hops > STEP_HOPS) sums.octaveSteps += weight * Math.abs(octave - (cues.recentOctaves[slot] ?? 0))
  cues.recentOctaves[slot] = octave
  if (decodePeriodicity(records[at + FIELD.periodicity] ?? 0) > VOICED_FROM) sums.voiced += weight
  const tonalityDb = decodeTonality(records[at + FIELD.tonality] ?? 0)
  sums.tonalityDb += weight * tonalityDb
  if (tonalityDb > TONAL_FROM_DB) sums.tonal += weight
  sums.crestDb += weight * (decodeLevel(records[at + FIELD.peak] ?? 0) - levelDb)
  sums.values += valueDb
  sums.valueSquares += valueDb * valueDb
  addWobble(cues, valueDb, weight)
  addShape(cues, records, at, weight)
  addHalf(sums, valueDb)
}

function addWobble({ sums, recentValues }: Cues, valueDb: number, weight: number): void {
  const slot = sums.hops % WOBBLE_HOPS
  if (sums.hops > WOBBLE_HOPS) {
    const middle = recentValues[(slot + WOBBLE_HOPS / 2) % WOBBLE_HOPS] ?? 0
    sums.wobbleDb += weight * Math.abs(valueDb - 2 * middle + (recentValues[slot] ?? 0))
  }
  recentValues[slot] = valueDb
}

function addHalf(sums: Sums, valueDb: number): void {
  sums.half += valueDb / HALF_HOPS
  if (sums.hops % HALF_HOPS !== 0) return
  if (sums.hops > 2 * HALF_HOPS) {
    sums.halves += 1
    sums.halvesSum += sums.half
    sums.halvesSquares += sums.half * sums.half
  }
  sums.half = 0
}

function addShape(cues: Cues, records: Uint8Array, at: number, weight: number): void {
  const { sums } = cues
  let mean = 0
  let loudness = 0
  for (let band = LOWEST_BAND; band < BANDS; band++) {
    const excess = decodeExcess(records[at + band] ?? 0)
    mean += excess / (BANDS - LOWEST_BAND)
    loudness += Math.max(0, excess) / (BANDS - LOWEST_BAND)
  }
  for (let band = LOWEST_BAND; band < BANDS; band++) {
    const deviation = decodeExcess(records[at + band] ?? 0) - mean
    sums.shape[band] = (sums.shape[band] ?? 0) + weight * deviation
    sums.shapeSquares[band] = (sums.shapeSquares[band] ?? 0) + weight * deviation * deviation
  }
  if (sums.hops > 1) sums.loudnessSteps += weight * Math.abs(loudness - cues.loudness)
  cues.loudness = loudness
}

/** dB: how much the spectrum's shape changes within the burst. */
export function shapeDeviationDb({ shape, shapeSquares, weight }: Sums): number {
  let sum = 0
  for (let band = LOWEST_BAND; band < BANDS; band++) {
    const mean = (shape[band] ?? 0) / weight
    sum += Math.sqrt(Math.max(0, (shapeSquares[band] ?? 0) / weight - mean * mean))
  }
  return sum / (BANDS - LOWEST_BAND)
}
