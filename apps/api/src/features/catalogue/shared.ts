import { mediaKey, PICTURE_FILES } from '@better-and-bliss/stream-token'
import type { Catalogue } from './catalogue.ts'
import type { Item } from './item.ts'

export const SHARED_KINDS = ['content', 'experts', 'series', 'categories'] as const
type SharedKind = (typeof SHARED_KINDS)[number]

/** What anybody may be told of something whose address is passed on. */
interface Shared {
  title: string
  description: string | null
  picture: SharedPicture | null
}

/** An object of the store, or an address elsewhere. */
type SharedPicture = { ownerId: string; key: string } | { url: string }

/**
 * @returns undefined for what there is not, and for what not everybody may see: drafts, unlisted items, those of some countries, and
 * series of nothing else.
 */
export function findShared(
  catalogue: Pick<Catalogue, 'find' | 'experts' | 'categories' | 'shelves' | 'browse'>,
  kind: SharedKind,
  id: string,
): Shared | undefined {
  switch (kind) {
    case 'content': {
      const item = catalogue.find(id)
      if (!item || !isForEverybody(item)) return undefined
      return { title: item.title, description: item.description, picture: pictureOf(item) }
    }
    case 'experts': {
      const expert = catalogue.experts().find((one) => one.id === id)
      return expert && { title: expert.name, description: expert.bio ?? expert.title, picture: portraitOf(expert) }
    }
    case 'series': {
      const series = catalogue.shelves().series.get(id)
      if (!series) return undefined
      const episodes = catalogue
        .browse({ series: id }, 'episode', { limit: MAX_EPISODES, offset: 0 })
        .items.filter(isForEverybody)
      if (episodes.length === 0) return undefined
      const [ofEpisode = null] = episodes.flatMap((episode) => pictureOf(episode) ?? [])
      const picture = chosenPicture(series) ?? ofEpisode
      return { title: series.title, description: series.description, picture }
    }
    case 'categories': {
      const category = catalogue.categories().find((one) => one.id === id || one.slug === id)
      if (!category) return undefined
      const { items } = catalogue.browse({ category: category.id }, 'newest', { limit: MAX_ITEMS, offset: 0 })
      const [ofItem = null] = items.filter(isForEverybody).flatMap((item) => pictureOf(item) ?? [])
      return { title: category.name, description: category.description, picture: chosenPicture(category) ?? ofItem }
    }
  }
}

/** Episodes that are looked at. */
const MAX_EPISODES = 500
/** Items of a category that are looked at for a picture. */
const MAX_ITEMS = 50

function isForEverybody({ isListed, countries }: Item): boolean {
  return isListed && countries === ''
}

function pictureOf({ id, posterKey, thumbnailKey }: Item): SharedPicture | null {
  const key = posterKey ?? thumbnailKey
  return key === null ? null : { ownerId: id, key }
}

/** What the studio chose. */
function chosenPicture({ pictureId: id }: { pictureId: string | null }): SharedPicture | null {
  return id === null ? null : { ownerId: id, key: mediaKey(id, PICTURE_FILES.thumbnail) }
}

const WEB_PROTOCOLS = ['https:', 'http:']

function portraitOf({ pictureId, avatarUrl }: ReturnType<Catalogue['experts']>[number]): SharedPicture | null {
  const chosen = chosenPicture({ pictureId })
  if (chosen) return chosen
  const url = avatarUrl === null ? null : URL.parse(avatarUrl)
  return url && WEB_PROTOCOLS.includes(url.protocol) ? { url: url.href } : null
}
