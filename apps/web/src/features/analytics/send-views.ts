import { trackView, type ViewReport } from '@better-and-bliss/sdk'
import { ApiError, answerOf } from '../../api/answer.ts'
import type { UnsentViews } from './unsent-views.ts'

export interface SendParts {
  unsent: UnsentViews
  post: (report: ViewReport) => Promise<unknown>
}

/** Asked once more, the API would say the same. */
const FINAL_REFUSALS = [400, 403, 404, 413, 415, 422]

/** Sends a report, and keeps it in this browser until the API has answered it. */
export async function sendView({ unsent, post }: SendParts, report: ViewReport): Promise<void> {
  unsent.keep(report)
  try {
    await post(report)
    unsent.settle(report)
  } catch (error) {
    if (error instanceof ApiError && FINAL_REFUSALS.includes(error.status)) unsent.settle(report)
  }
}

/** Sends what earlier pages could not. */
export async function sendUnsent(parts: SendParts): Promise<void> {
  for (const report of parts.unsent.all()) await sendView(parts, report)
}

/** Outlasts the page: the last report of one that is closed arrives. */
export function post(report: ViewReport): Promise<unknown> {
  return answerOf(trackView({ body: report, keepalive: true }))
}
