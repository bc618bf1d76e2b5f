import { TIER_LIMITS, tierReaching } from '@better-and-bliss/membership'
import type { ContentCard, Reading, User } from '@better-and-bliss/sdk'
import { LANGUAGE } from '../../language/page-language.ts'
import { TIER_WORDS } from '../../ui/tier-words.ts'
import { countWords, durationWords } from '../../ui/words.ts'
import { t } from './messages.ts'

export const TYPE_NAMES: Record<ContentCard['content_type'], string> = { video: t('video'), audio: t('audio') }

/** A greeting that fits the hour (0 to 23). */
export function greeting(hour: number): string {
  if (hour < 5) return t('stillAwake')
  if (hour < 12) return t('goodMorning')
  return hour < 18 ? t('goodAfternoon') : t('goodEvening')
}

/** `947 views`, `1.2 k views`, `3.4 million views`: as exact as a glance. */
export function viewsWords(views: number): string {
  if (views < 1_000) return countWords(views, 'view')
  const rounded = (unit: number) => (views / unit).toLocaleString(LANGUAGE, { maximumFractionDigits: 1 })
  return views < 999_950
    ? t('thousandViews', { count: rounded(1_000) })
    : t('millionViews', { count: rounded(1_000_000) })
}

/**
 * How sharp a picture is to this member (nobody: null; not known yet: undefined), and what more would take; undefined for
 * sound. `qualities`: the rungs that the item has (`360p`, …).
 */
export function pictureWords(qualities: readonly string[], member: User | null | undefined): string | undefined {
  const heights = qualities.map((name) => Number.parseInt(name, 10)).filter((height) => height > 0)
  if (heights.length === 0) return undefined
  const best = Math.max(...heights)
  if (!member) return t('upTo', { best: String(best) })
  const tier = member.role === 'admin' ? 'premium' : member.subscription_tier
  const own = Math.max(...heights.filter((height) => height <= TIER_LIMITS[tier].maxHeight), 0)
  const more = t('upToWith', { best: String(best), tier: TIER_WORDS[tierReaching(best)] })
  if (own === best) return t('upTo', { best: String(best) })
  return own === 0 ? more : t('upToOn', { own: String(own), tier: TIER_WORDS[tier], more })
}

/** What a language is called in that of the page: `pt-BR` is `Brazilian Portuguese`. */
export function languageWords(tag: string): string {
  return new Intl.DisplayNames(LANGUAGE, { type: 'language' }).of(tag) ?? tag
}

/** What words of a question were read as: `8 min to 12 min`, `No voice`, `Audio`. */
export function readWords({ content_type, tier, voice, min_duration, max_duration }: Reading['filters']): string {
  if (content_type) return TYPE_NAMES[content_type]
  if (tier) return t('planOf', { tier: TIER_WORDS[tier] })
  if (voice === false) return t('noVoice')
  if (min_duration === undefined) return t('upToLength', { duration: durationWords(max_duration ?? 0) })
  return max_duration === undefined
    ? t('orMore', { minDuration: durationWords(min_duration) })
    : t('toLength', { minDuration: durationWords(min_duration), maxDuration: durationWords(max_duration) })
}
