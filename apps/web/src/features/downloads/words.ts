import { TIER_LIMITS, TIER_NAMES, TIERS } from '@better-and-bliss/membership'
import type { User } from '@better-and-bliss/sdk'
import { dayWords } from '../../ui/words.ts'
import type { Trouble } from './downloads-view.ts'
import { type Download, isComplete } from './kept/download.ts'

/** `3.4 MB`, `12 GB`. */
export function sizeWords(bytes: number): string {
  const [unit, size] = bytes < 1e9 ? (['megabyte', 1e6] as const) : (['gigabyte', 1e9] as const)
  return (bytes / size).toLocaleString('en', { style: 'unit', unit, maximumFractionDigits: 1 })
}

export function shareOf({ chunkCount, chunksKept }: Download): number {
  return chunkCount === 0 ? 0 : chunksKept / chunkCount
}

/** How a download stands. */
export function stateWords(download: Download, { trouble }: { trouble: Trouble | undefined }): string {
  if (!isComplete(download)) return trouble?.words ?? `${Math.floor(shareOf(download) * 100)} % is here`
  const size = sizeWords(download.bytes)
  if (!download.key) return `${size}. It has run out; open this page with a network once, and it plays again.`
  return `${size}. Plays without a network until ${dayWords(download.expiresAtMs)}; each time with one that is moved on.`
}

/** How many downloads a member's plan has. */
export function limitOf({ role, subscription_tier }: User): number {
  return TIER_LIMITS[role === 'admin' ? 'premium' : subscription_tier].downloads
}

/** For whose plan has none. */
export const PLANS_WITH_DOWNLOADS = `Downloads are part of ${TIERS.filter((tier) => TIER_LIMITS[tier].downloads > 0)
  .map((tier) => TIER_NAMES[tier])
  .join(' and ')}.`
