import { NO_CHOICES } from '../../../../ports/transcoder.ts'
import type { Category, Expert, Item } from '../../item.ts'
import { createLookup, type Lookup } from '../lookup.ts'

export const categories: Category[] = ['Sleep', 'Ночь', 'Deep Focus'].map((name, index) => ({
  id: `c${index}`,
  name,
  slug: name.toLowerCase().replace(' ', '-'),
  description: null,
  pictureId: null,
}))
export const experts: Expert[] = ['Maya Lin', 'Ada Okafor'].map((name, index) => ({
  id: `e${index}`,
  name,
  slug: null,
  title: null,
  bio: null,
  markdown: null,
  pictureId: null,
  avatarUrl: null,
  featured: true,
}))
export const nights = { id: 's0', title: 'Quiet Nights', slug: 'quiet-nights', description: null, pictureId: null }
export const shelves = { categories: byId(categories), experts: byId(experts), series: byId([nights]) }

function byId<Thing extends { id: string }>(things: Thing[]): Map<string, Thing> {
  return new Map(things.map((thing) => [thing.id, thing]))
}

/** An item with what a test says of it. */
export function item(properties: Partial<Item> & { id: string }): Item {
  return {
    title: 'Untitled',
    slug: properties.id,
    description: null,
    contentType: 'video',
    accessTier: 'free',
    markdown: null,
    countries: '',
    category: null,
    expert: null,
    series: null,
    episodeNumber: null,
    tags: [],
    language: null,
    spokenAtMs: null,
    durationSeconds: null,
    featured: false,
    trending: false,
    isListed: true,
    createdAtMs: 0,
    publishedAtMs: 0,
    thumbnailKey: null,
    posterKey: null,
    waveformKey: null,
    isHlsReady: true,
    isAudioHlsReady: true,
    heights: [],
    ...NO_CHOICES,
    ...properties,
  }
}

/** A lookup that knows these items, what is said in them, and all shelves. */
export function lookupOf(items: Item[], spoken: ReadonlyMap<string, string> = new Map()): Lookup {
  const lookup = createLookup()
  lookup.setShelves(shelves)
  lookup.change({ put: items, remove: [], spoken })
  return lookup
}
