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
      // A statement takes no row twice.
      const merged = new Map<string, ViewReport>()
      for (const report of reports) {
        const other = merged.get(keyOf(report))
        merged.set(keyOf(report), other ? together(other, report) : report)
      }
      const counted = await writeViews(db, [...merged.values()], clock.nowMs())
      const keys = new Set<string>()
      for (const row of counted) {
        keys.add(`${row.viewer} ${row.content_id}`)
        const { views, watch_seconds } = row
        if (views !== null && watch_seconds !== null) counts.learn({ ...row, views, watch_seconds })
      }
      return reports.map((report) => keys.has(keyOf(report)))
    },
    { pauseMs: PAUSE_MS },
  )
}

function keyOf({ viewer, contentId }: ViewReport): string {
  return `${viewer} ${contentId}`
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
