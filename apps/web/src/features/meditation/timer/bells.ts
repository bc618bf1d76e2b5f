import type { TimerSettings } from './settings.ts'

export interface Bell {
  kind: 'start' | 'interval' | 'end'
  /** Since the end of the preparation. */
  atMs: number
}

const MS_PER_MINUTE = 60_000

/** The bells from one moment until before another, in order. Where an interval ends with the session, the end bell rings alone. */
export function bellsBetween(settings: TimerSettings, fromMs: number, toMs: number): Bell[] {
  const endMs = settings.minutes === null ? Number.POSITIVE_INFINITY : settings.minutes * MS_PER_MINUTE
  const bells: Bell[] = []
  if (settings.start_bell) bells.push({ kind: 'start', atMs: 0 })
  bells.push(...intervalBells(settings, { fromMs, toMs: Math.min(toMs, endMs) }))
  if (settings.end_bell && Number.isFinite(endMs)) bells.push({ kind: 'end', atMs: endMs })
  return bells.filter(({ atMs }) => atMs >= fromMs && atMs < toMs)
}

function intervalBells(
  { interval_minutes }: TimerSettings,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): Bell[] {
  if (interval_minutes === null) return []
  const stepMs = interval_minutes * MS_PER_MINUTE
  const bells: Bell[] = []
  for (let atMs = Math.max(Math.ceil(fromMs / stepMs), 1) * stepMs; atMs < toMs; atMs += stepMs)
    bells.push({ kind: 'interval', atMs })
  return bells
}
