import { listEpisodes } from '@better-and-bliss/sdk'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { answerOf } from '../../../api/answer.ts'
import type { Shelf, Stored } from './shelf.ts'
import { PAGE_SIZE, type ShelfSearch } from './shelf-search.ts'

/** All keys of a kind begin alike: a change makes them all old. */
export const keyOf = (path: string) => ['studio', 'shelves', path] as const

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
