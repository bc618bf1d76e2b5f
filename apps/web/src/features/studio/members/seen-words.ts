import { LANGUAGE } from '../../../language/page-language.ts'
import { t } from './messages.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** When somebody was here last, as exactly as it is kept: to the hour. */
export function seenWords(at: string, nowMs: number): string {
  const agoMs = nowMs - new Date(at).getTime()
  if (agoMs < 2 * HOUR_MS) return t('justNow')
  if (agoMs < DAY_MS) return t('hoursAgo', { hours: Math.floor(agoMs / HOUR_MS) })
  if (agoMs < 2 * DAY_MS) return t('yesterday')
  if (agoMs < 14 * DAY_MS) return t('daysAgo', { days: Math.floor(agoMs / DAY_MS) })
  return new Date(at).toLocaleDateString(LANGUAGE, { dateStyle: 'medium' })
}
