import type { SessionMetrics } from '@better-and-bliss/breath/protocol'

/** What the numbers are made of: a finished phase. */
export interface PhaseOfBreath {
  event_type: string
  t_ms: number
  duration_ms: number | null
  breath_number: number | null
}

/** Longer than any breath that is one: a gap lies between. */
const MAX_CYCLE_MS = 60_000
/** Fewer breaths say nothing of how even they are. */
const MIN_CYCLES = 3

/**
 * The session's numbers from its stored phases, for a session whose stream left none, or not of all: docs/breath.md, section 3,
 * item 9, over whole cycles. The signal's quality is not known any more.
 *
 * @param events in their order.
 * @param beganAnewAt when the last of several detectors began, which numbered its breaths from 1 again.
 */
export function metricsOfEvents(
  events: readonly (PhaseOfBreath & { timestamp: Date })[],
  beganAnewAt: Date = new Date(0),
): SessionMetrics {
  const phases = numberedThrough(events, beganAnewAt)
  const cyclesMs = breathCycles(phases).map(({ durationMs }) => durationMs)
  const meanMs = mean(cyclesMs)
  return {
    total_breaths: new Set(phases.flatMap(({ breath_number }) => breath_number || [])).size,
    breaths_per_minute: meanMs && Math.min(999.99, hundredth(60_000 / meanMs)),
    avg_breath_duration: meanMs && hundredth(meanMs / 1000),
    breath_consistency_score: meanMs && cyclesMs.length >= MIN_CYCLES ? consistency(cyclesMs, meanMs) : null,
    inhale_exhale_ratio: ratio(median(durations(phases, 'inhaling')), median(durations(phases, 'exhaling'))),
    quality_score: null,
  }
}

/** Where a detector began anew the numbers go on, after one that is left out: what lies between was no cycle. */
function numberedThrough(events: readonly (PhaseOfBreath & { timestamp: Date })[], beganAnewAt: Date): PhaseOfBreath[] {
  let [before, last, wasBefore] = [0, 0, true]
  return events.map((event) => {
    const isBefore = event.timestamp < beganAnewAt
    const number = event.breath_number
    if (!number) return event
    if (number < last || (wasBefore && !isBefore && last > 0)) before += last + 1
    last = number
    wasBefore = isBefore
    return { ...event, breath_number: before + number }
  })
}

/** From the onset of one exhale to the onset of the next; `atMs` is the latter. */
export function breathCycles(events: readonly PhaseOfBreath[]): { atMs: number; durationMs: number }[] {
  const exhales = events.filter(({ event_type, breath_number }) => event_type === 'exhaling' && breath_number)
  return exhales.flatMap(({ t_ms, breath_number }, index) => {
    const before = exhales[index - 1]
    if (!before || (breath_number ?? 0) - (before.breath_number ?? 0) !== 1) return []
    const durationMs = t_ms - before.t_ms
    return durationMs > 0 && durationMs <= MAX_CYCLE_MS ? [{ atMs: t_ms, durationMs }] : []
  })
}

function consistency(cyclesMs: number[], meanMs: number): number {
  const variance = mean(cyclesMs.map((cycleMs) => (cycleMs - meanMs) ** 2)) ?? 0
  return hundredth(1 - Math.min(1, Math.sqrt(variance) / meanMs / 0.5))
}

function durations(events: readonly PhaseOfBreath[], type: 'inhaling' | 'exhaling'): number[] {
  return events.flatMap(({ event_type, breath_number, duration_ms }) =>
    event_type === type && breath_number && duration_ms ? duration_ms : [],
  )
}

function ratio(inhaleMs: number | null, exhaleMs: number | null): number | null {
  return inhaleMs && exhaleMs ? Math.min(9.99, hundredth(inhaleMs / exhaleMs)) : null
}

function mean(values: number[]): number | null {
  return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : null
}

function median(values: number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.ceil(sorted.length / 2) - 1]
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2
}

function hundredth(value: number): number {
  return Math.round(value * 100) / 100
}
