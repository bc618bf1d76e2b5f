import { chooseForNow } from './choose-for-now.ts'
import type { HomeItem } from './item.ts'
import type { Found } from './lay-out.ts'
import type { HomeLibrary } from './parts.ts'
import { type PartOfDay, WORDS_OF_DAY } from './parts-of-day.ts'
import type { ItemRow } from './queries.ts'
import { seriesInProgress } from './series-in-progress.ts'

export interface Continuing {
  item: HomeItem
  positionSeconds: number
}

interface Asked {
  rows: readonly ItemRow[]
  /** Ids. */
  trending: readonly string[]
  opens: (item: HomeItem) => boolean
  partOfDay: PartOfDay
}

/** More than a shelf has: some of it stands elsewhere. */
const MAX_FOUND = 48
/** Of what was finished, what the suggestions go by. */
const MAX_FINISHED = 20
const MAX_ALIKE = 24
/** Kinds of what was finished that are looked for. */
const MAX_KINDS = 3

/** Everything that may stand on the page. */
export function findForHome(library: HomeLibrary, { rows, trending, opens, partOfDay }: Asked): Found<Continuing> {
  const known = rows.flatMap((row) => {
    const item = library.find(row.content_id)
    return item ? [{ row, item }] : []
  })
  const finished = known
    .filter(({ row }) => row.watched_at !== null)
    .toSorted((one, other) => (other.row.watched_at?.getTime() ?? 0) - (one.row.watched_at?.getTime() ?? 0))
    .map(({ item }) => item)
  const seen = new Set(
    rows.filter(({ updated_at, is_dismissed }) => updated_at || is_dismissed).map((row) => row.content_id),
  )
  const fitting = library.fitting(WORDS_OF_DAY[partOfDay])
  const lately = finished.slice(0, MAX_FINISHED)
  const candidates = new Set([...fitting, ...alike(library, lately), ...library.newest(MAX_FOUND)])
  return {
    continuing: known
      .filter(({ row, item }) => row.under_way && opens(item))
      .map(({ row, item }) => ({ item, positionSeconds: row.position_seconds ?? 0 })),
    series: seriesInProgress({ finished, episodesOf: library.episodesOf, opens }),
    forNow: chooseForNow(
      [...candidates].filter((item) => opens(item) && !seen.has(item.id) && beginsSeries(item, library)),
      { partOfDay, fitting: new Set(fitting.map(({ id }) => id)), finished: lately },
    ),
    featured: library.featured(MAX_FOUND),
    newest: library.newest(MAX_FOUND),
    trending: trending.slice(0, MAX_FOUND).flatMap((id) => library.find(id) ?? []),
    categories: library.categories().map(({ id }) => ({ id, items: library.ofCategory(id, MAX_FOUND) })),
  }
}

/** Nobody is led into the middle of a series; where it goes on is told apart. */
function beginsSeries({ id, series }: HomeItem, { episodesOf }: HomeLibrary): boolean {
  return series === null || episodesOf(series.id)[0]?.id === id
}

/** What is by the same people, and of the same categories. */
function alike(library: HomeLibrary, finished: readonly HomeItem[]): HomeItem[] {
  const experts = new Set(finished.flatMap(({ expert }) => expert?.id ?? []))
  const categories = new Set(finished.flatMap(({ category }) => category?.id ?? []))
  return [
    ...[...experts].slice(0, MAX_KINDS).flatMap((id) => library.ofExpert(id, MAX_ALIKE)),
    ...[...categories].slice(0, MAX_KINDS).flatMap((id) => library.ofCategory(id, MAX_ALIKE)),
  ]
}
