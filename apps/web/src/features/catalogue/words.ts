import { TIER_LIMITS, TIER_NAMES, tierReaching } from '@better-and-bliss/membership'
import type { ContentCard, Reading, User } from '@better-and-bliss/sdk'
import { countWords, durationWords } from '../../ui/words.ts'

export const TYPE_NAMES: Record<ContentCard['content_type'], string> = { video: 'Video', audio: 'Audio' }

/** A greeting that fits the hour (0 to 23). */
export function greeting(hour: number): string {
  if (hour < 5) return 'Still awake'
  if (hour < 12) return 'Good morning'
  return hour < 18 ? 'Good afternoon' : 'Good evening'
}

/** `947 views`, `1.2 k views`, `3.4 million views`: as exact as a glance. */
export function viewsWords(views: number): string {
  if (views < 1_000) return countWords(views, 'view')
  const [unit, name] = views < 999_950 ? [1_000, 'k'] : [1_000_000, 'million']
  return `${(views / unit).toLocaleString('en', { maximumFractionDigits: 1 })} ${name} views`
}

/**
 * How sharp a picture is to this member (nobody: null; not known yet: undefined), and what more would take; undefined for
 * sound. `qualities`: the rungs that the item has (`360p`, …).
 */
export function pictureWords(qualities: readonly string[], member: User | null | undefined): string | undefined {
  const heights = qualities.map((name) => Number.parseInt(name, 10)).filter((height) => height > 0)
  if (heights.length === 0) return undefined
  const best = Math.max(...heights)
  if (!member) return `up to ${best}p`
  const tier = member.role === 'admin' ? 'premium' : member.subscription_tier
  const own = Math.max(...heights.filter((height) => height <= TIER_LIMITS[tier].maxHeight), 0)
  const more = `${best}p with ${TIER_NAMES[tierReaching(best)]}`
  if (own === best) return `up to ${best}p`
  return own === 0 ? more : `up to ${own}p on ${TIER_NAMES[tier]}, ${more}`
}

/** What a language is called, in English: `pt-BR` is `Brazilian Portuguese`. */
export function languageWords(tag: string): string {
  return new Intl.DisplayNames('en', { type: 'language' }).of(tag) ?? tag
}

/** What words of a question were read as: `8 min to 12 min`, `No voice`, `Audio`. */
export function readWords({ content_type, tier, voice, min_duration, max_duration }: Reading['filters']): string {
  if (content_type) return TYPE_NAMES[content_type]
  if (tier) return `${TIER_NAMES[tier]} plan`
  if (voice === false) return 'No voice'
  if (min_duration === undefined) return `Up to ${durationWords(max_duration ?? 0)}`
  return max_duration === undefined
    ? `${durationWords(min_duration)} or more`
    : `${durationWords(min_duration)} to ${durationWords(max_duration)}`
}
