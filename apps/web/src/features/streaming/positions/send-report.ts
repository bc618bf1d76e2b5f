import type { WatchPosition } from '@better-and-bliss/sdk'
import { ApiError } from '../../../api/answer.ts'
import type { Report, UnsentReports } from './unsent-reports.ts'

export interface ReportParts {
  unsent: UnsentReports
  put: (report: Report) => Promise<WatchPosition>
}

/** The item is gone, or the report is none: sent once more it would be refused once more. */
const FINAL_REFUSALS = [400, 404, 422]

/** Sends a report, and keeps it in this browser until the API has answered. @returns what is stored; null if it did not answer. */
export async function sendReport({ unsent, put }: ReportParts, report: Report): Promise<WatchPosition | null> {
  unsent.keep(report)
  try {
    const stored = await put(report)
    unsent.settle(report)
    return stored
  } catch (error) {
    if (error instanceof ApiError && FINAL_REFUSALS.includes(error.status)) unsent.settle(report)
    return null
  }
}

/** Sends what an earlier page could not, the oldest first, until the API does not answer. */
export async function handOver(parts: ReportParts): Promise<void> {
  for (const report of parts.unsent.all()) {
    await sendReport(parts, report)
    const kept = parts.unsent.of(report.contentId)
    if (kept?.sequence === report.sequence) return
  }
}
