import { breathCycles, type PhaseOfBreath } from './event-metrics.ts'

export interface MinuteRate {
  /** 0: the first of the session. */
  minute: number
  /** Null where no whole breath was detected. */
  breaths_per_minute: number | null
}

/** The rate in each minute up to the last phase: of the breaths that were completed in it, so that its edges do no harm. */
export function minuteRates(events: readonly PhaseOfBreath[]): MinuteRate[] {
  const cycles = Map.groupBy(breathCycles(events), ({ atMs }) => Math.floor(atMs / 60_000))
  const endMs = events.reduce((end, { t_ms, duration_ms }) => Math.max(end, t_ms + (duration_ms ?? 0)), 0)
  return Array.from({ length: Math.ceil(endMs / 60_000) }, (_, minute) => ({
    minute,
    breaths_per_minute: rateOf(cycles.get(minute) ?? []),
  }))
}

function rateOf(cycles: { durationMs: number }[]): number | null {
  const totalMs = cycles.reduce((sum, { durationMs }) => sum + durationMs, 0)
  return totalMs > 0 ? Math.round((cycles.length * 6_000_000) / totalMs) / 100 : null
}
