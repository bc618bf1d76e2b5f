import { emailParts } from '@better-and-bliss/membership'
import { t } from '../language/common.ts'

/** What is wrong with a typed address, for its field; null if nothing is. The API has the last word. */
export function emailProblem(email: string): string | null {
  return emailParts(email.trim()) ? null : t('notAnEmail')
}
