import { type Entry, entriesOf, type Log } from './phases/log.ts'
import type { SessionMetrics } from './protocol/event.ts'
import { clamp, coefficientOfVariation, mean, median, round } from './statistics.ts'

/** What the breaths need before a number is said about them. */
const LEAST_CYCLES = 2
/** A coefficient of variation of a half is no rhythm at all. */
const NO_RHYTHM = 0.5
/** Breath 25 dB over the room is as good as it gets. */
const BEST_EXCESS_DB = 25

/**
 * What the session amounts to, by its last 64 phases (counts and quality: by all).
 * @param audibleShare of the time since the first breath, that was phases and holds
 */
export function sessionMetrics(log: Log, totalBreaths: number, audibleShare: number): SessionMetrics {
  const entries = entriesOf(log)
  const cycles = cyclesMs(entries)
  const inhales = entries.filter((entry) => !entry.exhale).map((entry) => entry.durationMs)
  const exhales = entries.filter((entry) => entry.exhale).map((entry) => entry.durationMs)
  const cycleMs = cycles.length < LEAST_CYCLES ? null : mean(cycles)
  const inhaleMs = median(inhales)
  const exhaleMs = median(exhales)
  return {
    total_breaths: totalBreaths,
    breaths_per_minute: cycleMs === null ? null : round(clamp(60_000 / cycleMs, 0, 999.99), 2),
    avg_breath_duration: cycleMs === null ? null : round(clamp(cycleMs / 1000, 0, 999.99), 2),
    breath_consistency_score: consistency([cycles, inhales, exhales]),
    inhale_exhale_ratio: inhaleMs === null || !exhaleMs ? null : round(clamp(inhaleMs / exhaleMs, 0, 9.99), 2),
    quality_score: log.count === 0 ? null : quality(log, audibleShare),
  }
}

/** From exhale to exhale, where nothing was missed in between: the onset of an exhale is the clearest moment of a breath. */
function cyclesMs(entries: readonly Entry[]): number[] {
  const cycles: number[] = []
  let last: number | null = null
  for (const { isJoined, exhale, startMs } of entries) {
    if (!isJoined) last = null
    if (!exhale) continue
    if (last !== null) cycles.push(startMs - last)
    last = startMs
  }
  return cycles
}

function consistency(series: readonly (readonly number[])[]): number | null {
  const variations = series.filter((values) => values.length > LEAST_CYCLES).map(coefficientOfVariation)
  const variation = mean(variations.filter((value) => value !== null))
  return variation === null ? null : round(1 - Math.min(1, variation / NO_RHYTHM), 2)
}

function quality(log: Log, audibleShare: number): number {
  const clarity = clamp(log.excessSum / log.count / BEST_EXCESS_DB, 0, 1)
  return round(clamp(0.4 * audibleShare + 0.3 * clarity + 0.3 * (log.confidenceSum / log.count), 0, 1), 2)
}
