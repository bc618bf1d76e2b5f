import type { AnalyticsParts } from '../features/analytics/parts.ts'
import { trendingIds } from '../features/analytics/trending-ids.ts'
import type { Cards } from '../features/catalogue/cards.ts'
import type { Catalogue } from '../features/catalogue/catalogue.ts'
import type { Item } from '../features/catalogue/item.ts'
import { cardSchema } from '../features/catalogue/schemas.ts'
import type { HomeLibrary, HomeParts } from '../features/home/parts.ts'

interface Parts extends Pick<HomeParts, 'db' | 'guard' | 'clock'> {
  catalogue: Catalogue
  cards: Cards
  analytics: AnalyticsParts
}

/** Episodes of a series that are looked at. */
const MAX_EPISODES = 500
/** Items that fit an hour; the newest of them. */
const MAX_FITTING = 100

/** What makes the home page of a member. */
export function composeHome({ catalogue, cards, analytics, ...parts }: Parts): HomeParts {
  const listed = (filters: Parameters<Catalogue['browse']>[0], limit: number, sort: 'newest' | 'episode' = 'newest') =>
    catalogue.browse(filters, sort, { limit, offset: 0 }).items
  const library: HomeLibrary = {
    cardSchema,
    cardText: (id, member) => {
      const item = catalogue.find(id)
      if (!item) throw new Error('An item of the home page is not in the catalogue')
      return cards.textOf(item, member)
    },
    find: catalogue.find,
    newest: (limit) => listed({}, limit),
    featured: (limit) => listed({ featured: true }, limit),
    fitting: fittingOf(catalogue),
    ofCategory: (id, limit) => listed({ category: id }, limit),
    ofExpert: (id, limit) => listed({ expert: id }, limit),
    episodesOf: (id) => listed({ series: id }, MAX_EPISODES, 'episode'),
    categories: catalogue.categories,
    trending: async () => {
      if (!analytics.counts.isFresh()) await analytics.counts.refresh()
      return trendingIds(analytics)
    },
  }
  return { ...parts, library }
}

/** Looked for once after each change of the catalogue. */
function fittingOf(catalogue: Catalogue): HomeLibrary['fitting'] {
  const known = new Map<readonly string[], Item[]>()
  catalogue.onChange(() => known.clear())
  return (words) => {
    const found =
      known.get(words) ??
      catalogue
        .browse({}, 'newest', { limit: Number.MAX_SAFE_INTEGER, offset: 0 })
        .items.filter((item) => fits(item, words))
        .slice(0, MAX_FITTING)
    known.set(words, found)
    return found
  }
}

function fits({ tags, category }: Item, words: readonly string[]): boolean {
  return [...tags, category?.name.toLowerCase() ?? ''].some((text) =>
    text.split(/[^\p{L}]+/u).some((word) => words.includes(word)),
  )
}
