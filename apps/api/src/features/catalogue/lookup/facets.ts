import type { Filters } from '../filters.ts'
import { hasVoice, type Item, type Shelves } from '../item.ts'
import { titleText } from './text-index.ts'

export type Facet =
  | 'category'
  | 'expert'
  | 'series'
  | 'contentType'
  | 'tier'
  | 'featured'
  | 'tag'
  | 'trending'
  | 'voice'
  | 'title'

/** Under what the items with this value of a facet are listed. */
export function keyOf(facet: Facet, value: string | boolean): string {
  return `${facet} ${value}`
}

/** Of an item. */
export function facetKeysOf(item: Item): string[] {
  const { category, expert, series, contentType, accessTier, featured, tags, title } = item
  return [
    ...(category ? [keyOf('category', category.id)] : []),
    ...(expert ? [keyOf('expert', expert.id)] : []),
    ...(series ? [keyOf('series', series.id)] : []),
    keyOf('contentType', contentType),
    keyOf('tier', accessTier),
    keyOf('featured', featured),
    ...(item.trending ? [keyOf('trending', true)] : []),
    keyOf('voice', hasVoice(item)),
    keyOf('title', titleText(title)),
    ...tags.map((tag) => keyOf('tag', tag)),
  ]
}

/** What a slug or an id that somebody sent stands for. */
export type ShelfIds = Record<'category' | 'expert' | 'series', (slugOrId: string) => string>

/** What an item must be listed under to pass the filters. */
export function wantedKeys(
  { category, expert, series, content_type, tier, featured, voice, tag }: Filters,
  shelfIds: ShelfIds,
): string[] {
  return [
    ...(category === undefined ? [] : [keyOf('category', shelfIds.category(category))]),
    ...(expert === undefined ? [] : [keyOf('expert', shelfIds.expert(expert))]),
    ...(series === undefined ? [] : [keyOf('series', shelfIds.series(series))]),
    ...(content_type === undefined ? [] : [keyOf('contentType', content_type)]),
    ...(tier === undefined ? [] : [keyOf('tier', tier)]),
    ...(featured === undefined ? [] : [keyOf('featured', featured)]),
    ...(voice === undefined ? [] : [keyOf('voice', voice)]),
    ...(tag === undefined ? [] : [keyOf('tag', tag)]),
  ]
}

export function shelfIdsOf({ categories, experts, series }: Shelves): ShelfIds {
  const idIn = (shelf: Map<string, { id: string; slug: string | null }>) => {
    const bySlug = new Map([...shelf.values()].map(({ id, slug }) => [slug, id]))
    return (slugOrId: string) => bySlug.get(slugOrId) ?? slugOrId.toLowerCase()
  }
  return { category: idIn(categories), expert: idIn(experts), series: idIn(series) }
}
