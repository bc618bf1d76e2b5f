import { batchWrites } from '../../batch-writes.ts'
import type { Database } from '../../db/database.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ViewCounts } from './view-counts.ts'
import { type ViewReport, writeViews } from './write-views.ts'

/** Stores a report. @returns whether it belongs to a view that counts, once that is committed. */
export type ViewWriter = (report: ViewReport) => Promise<boolean>

/** No player waits for its answer, and half of what a statement costs is the same for one report and for thirty. */
const PAUSE_MS = 5

/** Reports that arrive together are stored together. */
export function viewWriter(parts: { db: Database; clock: Clock; counts: Pick<ViewCounts, 'learn'> }): ViewWriter {
  const { db, clock, counts } = parts
  return batchWrites(
    async (reports: ViewReport[]) => {
      const { distinct, places } = joined(reports)
      const { counted, totals } = await writeViews(db, distinct, clock.nowMs())
      for (const row of totals) counts.learn(row)
      return places.map((place) => counted.has(place))
    },
    { pauseMs: PAUSE_MS },
  )
}

/** A statement takes no row twice: reports of one viewer and item are one, and each has its place among those. */
function joined(reports: readonly ViewReport[]): { distinct: ViewReport[]; places: number[] } {
  const placeOf = new Map<string, number>()
  const distinct: ViewReport[] = []
  const places = reports.map((report) => {
    const key = report.viewer + report.contentId
    const place = placeOf.get(key) ?? distinct.length
    placeOf.set(key, place)
    const other = distinct[place]
    distinct[place] = other ? together(other, report) : report
    return place
  })
  return { distinct, places }
}

/** What two reports of one moment say: the session is that of who watched longer. */
function together(one: ViewReport, other: ViewReport): ViewReport {
  const [longer, shorter] = one.claimedSeconds >= other.claimedSeconds ? [one, other] : [other, one]
  return {
    ...longer,
    sessionId: longer.sessionId ?? shorter.sessionId,
    bins: [...new Set([...longer.bins, ...shorter.bins])],
    source: longer.source ?? shorter.source,
    startMs: longer.startMs ?? shorter.startMs,
    stalls: longer.stalls === null ? shorter.stalls : Math.max(longer.stalls, shorter.stalls ?? 0),
    height: longer.height ?? shorter.height,
    errors: [...new Set([...longer.errors, ...shorter.errors])],
  }
}
