import { exportForHealth, exportSessions } from '@better-and-bliss/sdk'
import { answerOf } from '../../../api/answer.ts'
import { saveAs } from '../../../api/save-as.ts'

/**
 * Fetches everything of the member's practice and hands it to the browser as a file: over the client that renews the
 * sign-in, where a plain link would lead to an error page.
 */
export async function savePractice(format: 'json' | 'csv', date: string): Promise<void> {
  const file = await answerOf(exportSessions({ query: { format }, parseAs: 'blob' }))
  saveAs(file, `better-and-bliss-practice-${date}.${format}`)
}

/** The sessions alone, as applications for health take them. */
export async function saveForHealth(format: 'json' | 'csv', date: string): Promise<void> {
  const file = await answerOf(exportForHealth({ query: { format }, parseAs: 'blob' }))
  saveAs(file, `better-and-bliss-health-${date}.${format}`)
}
