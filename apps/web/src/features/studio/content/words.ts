import type { StudioContent, StudioItem } from '@better-and-bliss/sdk'
import { LANGUAGE } from '../../../language/page-language.ts'
import { momentWords } from '../../../ui/words.ts'
import type { Status } from './content-search.ts'
import { t } from './messages.ts'

export const STATUS_NAMES: Record<Status, string> = {
  draft: t('draft'),
  scheduled: t('scheduled'),
  published: t('published'),
  unlisted: t('unlisted'),
  archived: t('archived'),
}

/** How an item stands, in a word or two. */
export function stateName(item: StudioItem): string {
  if (item.deleted_at) return t('deleted')
  if (item.review_requested_at) return t('waitsReview')
  if (item.publish_when_ready && item.status === 'draft') return t('onceReady')
  return STATUS_NAMES[item.status]
}

/** How an item stands, and what comes next, in a sentence. */
export function stateWords(item: StudioContent): string {
  if (item.gone_at) return t('deletedUntil', { when: momentWords(item.gone_at) })
  if (item.review_requested_at) return t('waitsPublisher')
  switch (item.status) {
    case 'draft':
      return item.publish_when_ready ? t('publishedOnceReady') : t('studioAlone')
    case 'scheduled':
      return item.publish_at
        ? t('publishedAt', { when: zonedWords(item.publish_at, item.publish_zone ?? 'UTC') })
        : t('publishedLater')
    case 'published':
      return item.published_at ? t('membersFindSince', { when: momentWords(item.published_at) }) : t('membersFind')
    case 'unlisted':
      return t('unlistedHint')
    case 'archived':
      return t('archivedHint')
  }
}

/** `Thursday, December 24 at 7:00 AM (Europe/Zurich)`. */
export function zonedWords(time: string, timeZone: string): string {
  const words = new Date(time).toLocaleString(LANGUAGE, { dateStyle: 'full', timeStyle: 'short', timeZone })
  return `${words.replace(/,? \d{4}/, '')} (${timeZone})`
}

const CONVERSION_WORDS = {
  pending: t('waitsConversion'),
  processing: t('beingConverted'),
  completed: t('ready'),
  failed: t('conversionFailed'),
}

/** How the media of an item fare. */
export function mediaWords({ conversion, is_playable }: Pick<StudioItem, 'conversion' | 'is_playable'>): string {
  if (conversion === null) return is_playable ? t('ready') : t('noMedia')
  if (conversion === 'processing' && is_playable) return t('playableMore')
  return CONVERSION_WORDS[conversion]
}

/** That some chapters are never reached: they were given for longer media. Null where all are. */
export function lateChaptersWords({
  chapters,
  media_duration_seconds: seconds,
}: Pick<StudioContent, 'chapters' | 'media_duration_seconds'>): string | null {
  const late = chapters.filter(({ start_seconds: start }) => seconds !== null && start > seconds)
  return late[0] ? t('lateChapters', { count: late.length, title: late[0].title }) : null
}
