import { TIER_LIMITS, TIERS } from '@better-and-bliss/membership'
import type { User } from '@better-and-bliss/sdk'
import { LANGUAGE } from '../../language/page-language.ts'
import { TIER_WORDS } from '../../ui/tier-words.ts'
import { dayWords } from '../../ui/words.ts'
import type { Trouble } from './downloads-view.ts'
import { type Download, isComplete } from './kept/download.ts'
import { t } from './messages.ts'

/** `3.4 MB`, `12 GB`. */
export function sizeWords(bytes: number): string {
  const [unit, size] = bytes < 1e9 ? (['megabyte', 1e6] as const) : (['gigabyte', 1e9] as const)
  return (bytes / size).toLocaleString(LANGUAGE, { style: 'unit', unit, maximumFractionDigits: 1 })
}

export function shareOf({ chunkCount, chunksKept }: Download): number {
  return chunkCount === 0 ? 0 : chunksKept / chunkCount
}

/** How much of it is here, in whole percent. */
export function percentOf(download: Download): number {
  return Math.floor(shareOf(download) * 100)
}

/** How a download stands. */
export function stateWords(download: Download, { trouble }: { trouble: Trouble | undefined }): string {
  if (!isComplete(download)) return trouble?.words ?? t('percentHere', { percent: percentOf(download) })
  const size = sizeWords(download.bytes)
  if (!download.key) return t('runOut', { size })
  return t('playsUntil', { size, day: dayWords(download.expiresAtMs) })
}

/** How many downloads a member's plan has. */
export function limitOf({ role, subscription_tier }: User): number {
  return TIER_LIMITS[role === 'admin' ? 'premium' : subscription_tier].downloads
}

/** For whose plan has none. */
export const PLANS_WITH_DOWNLOADS = t('plans', {
  plans: new Intl.ListFormat(LANGUAGE).format(
    TIERS.filter((tier) => TIER_LIMITS[tier].downloads > 0).map((tier) => TIER_WORDS[tier]),
  ),
})
