import type { CircleConnection } from './circle-line.ts'
import { t } from './messages.ts'

/** A code in two halves, as people read it out. */
export function shownCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`
}

/** Who is here, oneself included. */
export function peopleWords(count: number): string {
  return t('people', { count })
}

/** What the circle's light says, for those who do not see it. */
export function lightWords(light: number | null): string {
  if (light === null) return t('lightWakes')
  if (light < 0.5) return t('findingBreath')
  return light < 0.8 ? t('comesTogether') : t('breathesAsOne')
}

export function togetherWords(members: number | null): string {
  return members === null || members < 2 ? t('thanksForTime') : t('together', { others: members - 1 })
}

export const CIRCLE_END_WORDS: Partial<Record<CircleConnection, { title: string; words: string }>> = {
  replaced: { title: t('replaced'), words: t('replacedHint') },
  signed_out: { title: t('signedOut'), words: t('signedOutHint') },
}
