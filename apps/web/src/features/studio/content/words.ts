import type { StudioContent, StudioItem } from '@better-and-bliss/sdk'
import { momentWords } from '../../../ui/words.ts'
import type { Status } from './content-search.ts'

export const STATUS_NAMES: Record<Status, string> = {
  draft: 'Draft',
  scheduled: 'Scheduled',
  published: 'Published',
  unlisted: 'Unlisted',
  archived: 'Archived',
}

/** How an item stands, in a word or two. */
export function stateName(item: StudioItem): string {
  if (item.deleted_at) return 'Deleted'
  if (item.review_requested_at) return 'Waits for review'
  if (item.publish_when_ready && item.status === 'draft') return 'Published once ready'
  return STATUS_NAMES[item.status]
}

/** How an item stands, and what comes next, in a sentence. */
export function stateWords(item: StudioContent): string {
  if (item.gone_at) return `Deleted. It can be taken back until ${momentWords(item.gone_at)}.`
  if (item.review_requested_at) return 'It waits for somebody who may publish it.'
  switch (item.status) {
    case 'draft':
      return item.publish_when_ready
        ? 'It is published as soon as it can be played.'
        : 'For the studio alone. Members do not see it.'
    case 'scheduled':
      return `It is published ${item.publish_at ? zonedWords(item.publish_at, item.publish_zone ?? 'UTC') : 'later'}.`
    case 'published':
      return `Members find it.${item.published_at ? ` It was published on ${momentWords(item.published_at)}.` : ''}`
    case 'unlisted':
      return 'Members open it by its address. No list or search shows it.'
    case 'archived':
      return 'Taken down. Members do not see it.'
  }
}

/** `Thursday, December 24 at 7:00 AM (Europe/Zurich)`. */
export function zonedWords(time: string, timeZone: string): string {
  const words = new Date(time).toLocaleString('en', { dateStyle: 'full', timeStyle: 'short', timeZone })
  return `${words.replace(/, \d{4}/, '')} (${timeZone})`
}

const CONVERSION_WORDS = {
  pending: 'Waits for its conversion',
  processing: 'Being converted',
  completed: 'Ready',
  failed: 'The conversion failed',
}

/** How the media of an item fare. */
export function mediaWords({ conversion, is_playable }: Pick<StudioItem, 'conversion' | 'is_playable'>): string {
  if (conversion === null) return is_playable ? 'Ready' : 'No media yet'
  if (conversion === 'processing' && is_playable) return 'Playable, more on its way'
  return CONVERSION_WORDS[conversion]
}
