import type { Continuing } from './find-for-home.ts'
import type { HomeItem } from './item.ts'
import type { layOut } from './lay-out.ts'
import type { HomeLibrary } from './parts.ts'

type Layout = ReturnType<typeof layOut<Continuing>>

interface Parts {
  /** What a new member did already; null for others. */
  did: object | null
  /** As JSON. */
  cardOf: (item: HomeItem) => string
  categories: ReturnType<HomeLibrary['categories']>
}

/** The page as JSON, in the shape of its schema; cards are text already. */
export function toHome(page: Layout, { did, cardOf, categories }: Parts): string {
  const list = <Entry>(entries: readonly Entry[], write: (entry: Entry) => string) => `[${entries.map(write).join()}]`
  const entry = ({ item }: { item: HomeItem }, about: object) => withItem(cardOf(item), about)
  const placeOf = ({ positionSeconds }: Continuing) => ({ position_seconds: positionSeconds, under_way: true })
  const { hero, firstTitle } = page
  const parts: Record<string, string> = {
    first_week: did ? withItem(firstTitle ? cardOf(firstTitle) : 'null', did) : 'null',
    hero: hero
      ? entry(hero, {
          place: 'positionSeconds' in hero ? placeOf(hero) : null,
          reasons: 'reasons' in hero ? hero.reasons : [],
        })
      : 'null',
    continue: list(page.continuing, (one) => entry(one, { place: placeOf(one) })),
    for_now: list(page.forNow, (one) => entry(one, { reasons: one.reasons })),
    series: list(page.series, (one) =>
      entry(one, { watched_count: one.watchedCount, episode_count: one.episodeCount }),
    ),
    featured: list(page.featured, cardOf),
    new: list(page.newest, cardOf),
    trending: list(page.trending, cardOf),
    categories: list(page.categories, ({ id, items }) => {
      const { name, slug, description } = categories.find((category) => category.id === id) ?? {}
      return `${JSON.stringify({ id, name, slug, description }).slice(0, -1)},"items":${list(items, cardOf)}}`
    }),
  }
  return `{${Object.entries(parts)
    .map(([name, text]) => `"${name}":${text}`)
    .join()}}`
}

/** `about` is not empty. */
function withItem(card: string, about: object): string {
  return `{"item":${card},${JSON.stringify(about).slice(1)}`
}
