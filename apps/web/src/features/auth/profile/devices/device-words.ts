import type { SignIn } from '@better-and-bliss/sdk'
import { LANGUAGE } from '../../../../language/page-language.ts'
import { dayWords } from '../../../../ui/words.ts'
import { t } from '../../messages.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** The API knows it to a few minutes. */
const JUST_NOW_MS = 600_000
/** From here on a date says more. */
const DATES_FROM_MS = 7 * DAY_MS

/** Where a device was used and when, as a person would tell it: `Norway · last used yesterday · signed in since May 3, 2026`. */
export function deviceWords({ place, since, last_seen, current }: SignIn, nowMs: number): string {
  const lastUsed = current ? t('inUseNow') : t('lastUsed', { ago: agoWords(Date.parse(last_seen), nowMs) })
  return [place, lastUsed, t('signedInSince', { day: dayWords(since) })].filter((words) => words !== null).join(' · ')
}

/** `just now`, `25 minutes ago`, `3 hours ago`, `yesterday`, `May 3, 2026`. */
export function agoWords(thenMs: number, nowMs: number): string {
  const ageMs = nowMs - thenMs
  if (ageMs < JUST_NOW_MS) return t('justNow')
  const relative = new Intl.RelativeTimeFormat(LANGUAGE, { numeric: 'auto' })
  if (ageMs < HOUR_MS) return relative.format(-Math.floor(ageMs / 60_000), 'minute')
  if (ageMs < DAY_MS) return relative.format(-Math.floor(ageMs / HOUR_MS), 'hour')
  if (ageMs < DATES_FROM_MS) return relative.format(-Math.floor(ageMs / DAY_MS), 'day')
  return dayWords(thenMs)
}

/** This device first, the others in the order of the API. */
export function thisDeviceFirst(signIns: readonly SignIn[]): SignIn[] {
  return signIns.toSorted((a, b) => Number(b.current) - Number(a.current))
}
