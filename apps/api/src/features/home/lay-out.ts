import type { Suggestion } from './choose-for-now.ts'
import type { HomeItem } from './item.ts'
import type { SeriesInProgress } from './series-in-progress.ts'

export interface Found<Continuing> {
  continuing: readonly Continuing[]
  series: readonly SeriesInProgress[]
  forNow: readonly Suggestion[]
  featured: readonly HomeItem[]
  newest: readonly HomeItem[]
  trending: readonly HomeItem[]
  categories: readonly { id: string; items: readonly HomeItem[] }[]
}

interface Layout<Continuing> extends Found<Continuing> {
  /** What a new member is shown to begin with. */
  firstTitle: HomeItem | null
  /** What the page opens with: one of what it is made of, which then stands nowhere else. */
  hero: Continuing | Suggestion | { item: HomeItem } | null
}

interface Rules {
  opens: (item: HomeItem) => boolean
  /** Whether a new member is shown what to begin with. */
  needsFirstTitle: boolean
}

const MAX_ON_SHELF = 12
/** A shelf of a category with fewer is left out. */
const MIN_IN_CATEGORY = 4

/** Puts each item where it says most, and nowhere else; on each shelf, what does not open comes after what does. */
export function layOut<Continuing extends { item: HomeItem }>(
  found: Found<Continuing>,
  { opens, needsFirstTitle }: Rules,
): Layout<Continuing> {
  const taken = new Set<string>()
  const fresh = <Entry extends { item: HomeItem }>(entries: readonly Entry[]): Entry[] => {
    const kept = entries.filter(({ item }) => !taken.has(item.id)).slice(0, MAX_ON_SHELF)
    for (const { item } of kept) taken.add(item.id)
    return kept
  }
  const shelf = (items: readonly HomeItem[]): HomeItem[] => {
    const sorted = [...items.filter(opens), ...items.filter((item) => !opens(item))]
    return fresh(sorted.map((item) => ({ item }))).map(({ item }) => item)
  }

  const firstTitle = needsFirstTitle ? (firstOf(found).find(opens) ?? null) : null
  if (firstTitle) taken.add(firstTitle.id)
  const continuing = fresh(found.continuing)
  const series = fresh(found.series)
  const forNow = fresh(found.forNow)
  const hero = continuing.shift() ?? forNow.shift() ?? null
  const featured = shelf(found.featured)
  const trending = shelf(found.trending)
  const newest = shelf(found.newest)
  const orHero = hero ?? toEntry(featured.shift() ?? newest.shift())
  const categories = found.categories.flatMap(({ id, items }) => {
    const left = items.filter((item) => !taken.has(item.id))
    return left.length < MIN_IN_CATEGORY ? [] : [{ id, items: shelf(left) }]
  })
  return { firstTitle, hero: orHero, continuing, series, forNow, featured, newest, trending, categories }
}

function toEntry(item: HomeItem | undefined): { item: HomeItem } | null {
  return item ? { item } : null
}

function firstOf({ featured, forNow, newest }: Pick<Found<unknown>, 'featured' | 'forNow' | 'newest'>): HomeItem[] {
  return [...featured, ...forNow.map(({ item }) => item), ...newest].filter(({ accessTier }) => accessTier === 'free')
}
