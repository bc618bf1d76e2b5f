import type { QualityReason } from '../protocol/event.ts'
import { type Sums, shapeDeviationDb } from './cues.ts'

/** Shorter are keys, clicks and drops; the shortest pants last for a quarter of a second. */
const SHORTEST_MS = 200
/** The slowest exhale of a pattern that people follow lasts for 8 to 10 s. */
const LONGEST_MS = 13_000
/** After its first second; four seconds that differ by less than a decibel. */
const LEVEL_HALVES = 8
const LEVEL_DB = 0.8

interface Trait {
  reason: QualityReason
  /** Breath lies below `from`, and below `from + brief / seconds` where a burst is too brief to measure well. */
  from: number
  brief: number
  /** The others lie about so far above. */
  step: number
  of: (sums: Sums) => number
}

/**
 * How breath differs from all else, by the loud part of a burst: it is noise, evenly coloured and smooth. Each trait
 * counts from where breath (synthetic, and recorded by contact microphone) leaves off, in steps to where the others
 * lie (music, speech, birds, keys, surf).
 */
const TRAITS: readonly Trait[] = [
  // Share of voiced hops: speech, singing, strings.
  { reason: 'speech_or_music', from: 0.15, brief: 0, step: 0.2, of: (sums) => sums.voiced / sums.weight },
  // Share of hops with a tone: birds, whistles.
  { reason: 'speech_or_music', from: 0.3, brief: 0, step: 0.2, of: (sums) => sums.tonal / sums.weight },
  // dB by which the spectrum changes its shape: syllables, melodies.
  { reason: 'speech_or_music', from: 3, brief: 0, step: 1.5, of: shapeDeviationDb },
  // Octaves by which the centroid wanders...
  { reason: 'short_noises', from: 0.28, brief: 0.01, step: 0.2, of: octaveDeviation },
  // ...and jumps within 30 ms: drops, keys, fricatives.
  { reason: 'short_noises', from: 0.3, brief: 0.035, step: 0.1, of: (sums) => sums.octaveSteps / sums.weight },
  // dB by which the loudness changes from hop to hop: rattling, typing.
  { reason: 'short_noises', from: 1.9, brief: 0.1, step: 1.5, of: (sums) => sums.loudnessSteps / sums.weight },
]

/** Whether a burst sounds as breath does. `suspicion` (0..1) lowers what is tolerated. */
export function isTolerable(sums: Sums, suspicion: number): boolean {
  return strangeness(sums, suspicion) < 1 - 0.8 * suspicion
}

export const isTooLong = (durationMs: number) => durationMs >= LONGEST_MS

/** Why a burst is no breath; null if it may be one. `leastMs`: how long it must be between words. */
export function whyNoBreath(sums: Sums, durationMs: number, suspicion: number, leastMs: number): QualityReason | null {
  if (isTooLong(durationMs) || isLevel(sums)) return 'constant_noise'
  if (durationMs < SHORTEST_MS) return 'short_noises'
  if (durationMs < leastMs) return 'speech_or_music'
  if (isTolerable(sums, suspicion)) return null
  return TRAITS.reduce((a, b) => (excessOf(a, sums, 1) >= excessOf(b, sums, 1) ? a : b)).reason
}

/** Rain, a fan: its half seconds are all as loud. The flow of a breath never is, not for so long. */
function isLevel({ halves, halvesSum, halvesSquares }: Sums): boolean {
  if (halves < LEVEL_HALVES) return false
  const variance = halvesSquares / halves - (halvesSum / halves) ** 2
  return variance < LEVEL_DB ** 2
}

/** 0: as breath sounds; 1 and more: as it does not. */
export function strangeness(sums: Sums, suspicion: number): number {
  const benefit = 1 - 0.3 * suspicion
  return TRAITS.reduce((sum, trait) => sum + excessOf(trait, sums, benefit), 0)
}

function excessOf({ from, brief, step, of }: Trait, sums: Sums, benefit: number): number {
  return Math.max(0, (of(sums) - benefit * (from + (brief * 100) / sums.hops)) / step)
}

export function octaveDeviation({ octaves, octaveSquares, weight }: Sums): number {
  return Math.sqrt(Math.max(0, octaveSquares / weight - (octaves / weight) ** 2))
}
