import { exportSessions } from '@better-and-bliss/sdk'
import { answerOf } from '../../../api/answer.ts'

/**
 * Fetches everything of the member's practice and hands it to the browser as a file: over the client that renews the
 * sign-in, where a plain link would lead to an error page.
 */
export async function savePractice(format: 'json' | 'csv', date: string): Promise<void> {
  const file = await answerOf(exportSessions({ query: { format }, parseAs: 'blob' }))
  if (!(file instanceof Blob)) throw new Error('The export is no file')
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = `better-and-bliss-practice-${date}.${format}`
  link.click()
  URL.revokeObjectURL(url)
}
