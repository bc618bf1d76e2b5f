import { clamp, median, quantile } from '../statistics.ts'
import type { Phase } from './phase.ts'

/** Fewer phases make no rhythm. */
const LEAST_PHASES = 4

/** What is usual among the phases before. */
export interface Rhythm {
  durationMs: number
  /** A quarter is shorter: inhales, where they are shorter. */
  shortMs: number
  /** A quarter is fainter, a quarter louder, measured from the room as it is now. */
  faintDb: number
  loudDb: number
  /** The longer of the silences. */
  gapMs: number
}

/** Null before there is one. */
export function rhythmOf(phases: readonly Phase[]): Rhythm | null {
  if (phases.length < LEAST_PHASES) return null
  const excesses = phases.map((phase) => phase.excessDb - phase.floorRiseDb)
  const gaps = phases.slice(1).map((phase) => phase.gapMs)
  return {
    shortMs: quantile(
      phases.map((phase) => phase.durationMs),
      0.25,
    ),
    durationMs: median(phases.map((phase) => phase.durationMs)) ?? 0,
    faintDb: quantile(excesses, 0.25),
    loudDb: quantile(excesses, 0.75),
    gapMs: quantile(gaps, 0.75),
  }
}

/** Before there is a rhythm: silences in which no phase, and in which one, is likely to have been missed. */
const FIRST_USUAL_MS = 1500
const FIRST_LATE_MS = 2500

/** 0..1: how likely a phase was missed in a silence: none in the longer of the usual ones, one where it has its place beside them. */
export function latenessOf(rhythm: Rhythm | null, gapMs: number): number {
  const usualMs = rhythm ? rhythm.gapMs + 500 : FIRST_USUAL_MS
  const lateMs = rhythm ? usualMs + 0.5 * (rhythm.gapMs + rhythm.durationMs) : FIRST_LATE_MS
  return clamp((gapMs - usualMs) / Math.max(1, lateMs - usualMs), 0, 1)
}

/** So many of them in a row are another way to breathe. */
export const MOST_RUSTLES = 3

/**
 * A rustle between the breaths: by as much shorter or fainter than the shorter and fainter quarter of them as no
 * breath differs from its neighbours (half of the length counts as much as 12 dB). Or an outburst, short and much
 * louder than the louder quarter: a cough.
 */
export function isRustle(rhythm: Rhythm | null, durationMs: number, excessDb: number): boolean {
  if (rhythm === null || rhythm.shortMs <= 0) return false
  const octaves = Math.log2(Math.max(1, durationMs) / rhythm.shortMs)
  const isOutburst = octaves < -0.5 && excessDb > rhythm.loudDb + 10
  return isOutburst || octaves + (excessDb - rhythm.faintDb) / 12 < -1
}
