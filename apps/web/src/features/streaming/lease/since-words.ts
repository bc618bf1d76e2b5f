import { LANGUAGE } from '../../../language/page-language.ts'
import { t } from '../messages.ts'

const DAY_MS = 86_400_000

/** `since 2:30 PM`, and of another day `since Nov 28, 2:30 PM`, on the clock of whoever reads it. */
export function sinceWords(started: string, nowMs: number): string {
  const at = new Date(started)
  const isToday = nowMs - at.getTime() < DAY_MS && new Date(nowMs).getDate() === at.getDate()
  const day = isToday ? {} : ({ month: 'short', day: 'numeric' } as const)
  return t('since', { time: at.toLocaleString(LANGUAGE, { ...day, hour: 'numeric', minute: '2-digit' }) })
}
