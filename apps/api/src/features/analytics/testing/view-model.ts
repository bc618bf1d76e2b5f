import type { ViewReport } from '../write-views.ts'

/** The rules of counting views, slow and obvious: every view is kept, and each figure is counted from all of them. */
export interface ModelView extends ViewReport {
  atMs: number
  beganAtMs: number
  reportedAtMs: number
  watched: number
  seen: Set<number>
  failed: Set<string>
}

/** A stream of a member. */
export interface ModelStream {
  userId: string
  contentId: string
  startedAtMs: number
  expiresAtMs: number
}

const HALF_HOUR_MS = 1_800_000
const END_SHARE = 0.95

export function viewModel() {
  const views: ModelView[] = []
  const streams: ModelStream[] = []

  /** Since when it may have been watched, if it may. */
  function beginning(report: ViewReport, nowMs: number): number | null {
    if (report.userId === null) return nowMs - report.claimedSeconds * 1000
    const own = streams.filter(
      ({ userId, contentId, expiresAtMs }) =>
        userId === report.userId && contentId === report.contentId && expiresAtMs > nowMs,
    )
    return own.length === 0 ? null : Math.min(...own.map(({ startedAtMs }) => startedAtMs))
  }

  /** @returns whether it counts. */
  function report(told: ViewReport, nowMs: number): boolean {
    const beganAtMs = beginning(told, nowMs)
    if (beganAtMs === null || told.claimedSeconds < 3 || nowMs - beganAtMs < 3_000) return false
    const possible = Math.min(told.claimedSeconds, secondsBetween(beganAtMs, nowMs))
    const bins = fitting(told.bins, secondsBetween(beganAtMs, nowMs)) ?? []
    const last = views.findLast(({ viewer, contentId }) => viewer === told.viewer && contentId === told.contentId)
    if (last && goesOn(last, told, nowMs)) {
      raise(last, { ...told, bins }, possible, nowMs)
      return true
    }
    if (last && nowMs - last.reportedAtMs < 3_000) return false
    const earliestMs = last ? Math.max(beganAtMs, last.reportedAtMs) : beganAtMs
    views.push({
      ...told,
      atMs: nowMs,
      beganAtMs: earliestMs,
      reportedAtMs: nowMs,
      watched: Math.min(possible, secondsBetween(earliestMs, nowMs)),
      seen: new Set(fitting(bins, secondsBetween(earliestMs, nowMs)) ?? []),
      failed: new Set(told.errors),
    })
    return true
  }

  return { views, streams, report }
}

function goesOn(last: ModelView, told: ViewReport, nowMs: number): boolean {
  if (nowMs - last.atMs < HALF_HOUR_MS) return true
  return told.sessionId !== null && told.sessionId === last.sessionId && nowMs - last.reportedAtMs < HALF_HOUR_MS
}

function raise(view: ModelView, told: ViewReport, possible: number, nowMs: number): void {
  view.watched = Math.max(view.watched, Math.min(possible, secondsBetween(view.beganAtMs, nowMs)))
  view.reportedAtMs = nowMs
  view.sessionId = told.sessionId ?? view.sessionId
  const seen = fitting([...view.seen, ...told.bins], secondsBetween(view.beganAtMs, nowMs))
  if (seen) view.seen = new Set(seen)
  for (const error of told.errors) view.failed.add(error)
  view.startMs ??= told.startMs
  view.stalls = told.stalls === null ? view.stalls : Math.max(view.stalls ?? 0, told.stalls)
  view.height = told.height ?? view.height
}

/** Positions, if nobody would have to play faster than at double speed; two more were begun and ended. */
function fitting(bins: readonly number[], seconds: number): readonly number[] | null {
  return new Set(bins).size <= Math.ceil(seconds / 5) + 2 ? bins : null
}

function secondsBetween(fromMs: number, toMs: number): number {
  return Math.floor((toMs - fromMs) / 1000)
}

/** What the rollups must say of views: text of a row → how often. */
export function rollupsOf(views: readonly ModelView[]): Map<string, number> {
  const sums = new Map<string, number>()
  const add = (count: number, ...row: (string | number)[]) => {
    if (count !== 0) sums.set(row.join(' '), (sums.get(row.join(' ')) ?? 0) + count)
  }
  const seenByDay = new Set<string>()
  for (const view of views) {
    const { contentId, viewer, watched, seen } = view
    const at = new Date(view.atMs).toISOString()
    const day = at.slice(0, 10)
    const isFirst = !seenByDay.has(`${viewer} ${contentId} ${day}`)
    seenByDay.add(`${viewer} ${contentId} ${day}`)
    for (const place of [`total ${contentId}`, `day ${contentId} ${day}`]) {
      add(1, place, 'views')
      add(watched, place, 'watch_seconds')
      if (isFirst && !place.startsWith('total')) add(1, place, 'viewers')
    }
    add(1, 'hour', contentId, day, Number(at.slice(11, 13)))
    add(reached(view, 0.25), 'day', contentId, day, 'reached_quarter')
    add(reached(view, 0.5), 'day', contentId, day, 'reached_half')
    add(reached(view, END_SHARE), 'day', contentId, day, 'reached_end')
    for (const bin of seen) add(1, 'position', contentId, day, bin)
    for (const [facet, value] of Object.entries({ device: view.device, country: view.country, source: view.source })) {
      if (value === null) continue
      add(1, 'facet', contentId, day, facet, value, 'views')
      if (isFirst) add(1, 'facet', contentId, day, facet, value, 'viewers')
    }
    if (view.startMs !== null) add(1, 'quality', contentId, day, 'start', startClass(view.startMs))
    if (view.stalls !== null) add(1, 'quality', contentId, day, 'stalls', Math.min(view.stalls, 10))
    if (view.height !== null) add(1, 'quality', contentId, day, 'height', view.height)
    for (const code of view.failed) add(1, 'quality', contentId, day, 'error', code)
  }
  return sums
}

/** 1 for a view that came so far, else 0. */
function reached({ watched, seen, lengthSeconds }: ModelView, share: number): number {
  const far = Math.max(watched, ...[...seen].map((bin) => 10 * (bin + 1)))
  return lengthSeconds !== null && far >= lengthSeconds * share ? 1 : 0
}

function startClass(startMs: number): number {
  let edge = 125
  while (edge < startMs) edge *= 2
  return edge
}

interface PlatformDay {
  views: number
  viewers: Set<string>
  watchSeconds: number
  reachedEnd: number
}

/** What view_platform_days must say. */
export function platformDaysOf(views: readonly ModelView[]): Map<string, PlatformDay> {
  const days = new Map<string, PlatformDay>()
  for (const view of views) {
    const day = new Date(view.atMs).toISOString().slice(0, 10)
    const sum = days.get(day) ?? { views: 0, viewers: new Set(), watchSeconds: 0, reachedEnd: 0 }
    days.set(day, {
      views: sum.views + 1,
      viewers: sum.viewers.add(view.viewer),
      watchSeconds: sum.watchSeconds + view.watched,
      reachedEnd: sum.reachedEnd + reached(view, END_SHARE),
    })
  }
  return days
}
