import { listEpisodes } from '@better-and-bliss/sdk'
import { keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query'
import { answerOf } from '../../../api/answer.ts'
import type { Shelf, Stored } from './shelf.ts'
import { PAGE_SIZE, type ShelfSearch } from './shelf-search.ts'

/** All keys of a kind begin alike: a change makes them all old. */
const keyOf = (path: string) => ['studio', 'shelves', path] as const

/** Something of a kind has changed: what the studio knows of it is old, and what members were shown. */
export function outdate(queries: QueryClient, path: string): Promise<unknown> {
  const keys = [keyOf(path), ['studio', 'content'], ['content'], ['meditation', 'patterns']]
  return Promise.all(keys.map((queryKey) => queries.invalidateQueries({ queryKey })))
}

export function shelvesQuery<Thing extends Stored, Fields extends object>(
  shelf: Shelf<Thing, Fields>,
  search: ShelfSearch,
) {
  return queryOptions({
    queryKey: [...keyOf(shelf.path), 'list', search],
    queryFn: ({ signal }) => shelf.list(search, signal),
    placeholderData: keepPreviousData,
  })
}

export function shelfQuery<Thing extends Stored, Fields extends object>(shelf: Shelf<Thing, Fields>, id: string) {
  return queryOptions({
    queryKey: [...keyOf(shelf.path), 'one', id],
    queryFn: ({ signal }) => shelf.get(id, signal),
  })
}

export function episodesQuery(id: string) {
  return queryOptions({
    queryKey: [...keyOf('series'), 'episodes', id],
    queryFn: ({ signal }) => answerOf(listEpisodes({ path: { id }, query: { limit: PAGE_SIZE }, signal })),
  })
}
