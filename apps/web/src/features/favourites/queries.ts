import {
  addFavourite,
  type FavouriteIds,
  listFavouriteIds,
  listFavourites,
  removeFavourite,
} from '@better-and-bliss/sdk'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { answerOf } from '../../api/answer.ts'

const STALE_MS = 60_000
const PAGE_SIZE = 24

export const FAVOURITES_KEY = ['favourites']

/** Ids of what the member loves; another device may have changed them. */
export function favouriteIdsQuery() {
  return queryOptions({
    queryKey: [...FAVOURITES_KEY, 'ids'],
    queryFn: ({ signal }): Promise<FavouriteIds> => answerOf(listFavouriteIds({ signal })),
    refetchOnWindowFocus: true,
    staleTime: STALE_MS,
  })
}

export function favouritesQuery() {
  return infiniteQueryOptions({
    queryKey: [...FAVOURITES_KEY, 'list'],
    queryFn: ({ pageParam, signal }) =>
      answerOf(listFavourites({ query: { limit: PAGE_SIZE, offset: pageParam }, signal })),
    initialPageParam: 0,
    getNextPageParam: ({ offset, favourites, total }) => {
      const next = offset + favourites.length
      return favourites.length > 0 && next < total ? next : undefined
    },
    refetchOnWindowFocus: true,
    staleTime: STALE_MS,
  })
}

export async function setFavourite(contentId: string, isLoved: boolean): Promise<void> {
  const path = { content_id: contentId }
  await answerOf(isLoved ? addFavourite({ path }) : removeFavourite({ path }))
}
