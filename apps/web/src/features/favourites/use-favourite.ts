import type { FavouriteIds } from '@better-and-bliss/sdk'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { wordsOf } from '../../api/answer.ts'
import { useToasts } from '../../ui/toasts.tsx'
import { t } from './messages.ts'
import { FAVOURITES_KEY, favouriteIdsQuery, setFavourite } from './queries.ts'

/** Whether the member loves an item, undefined while the API is asked; and how to say so, here at once. */
export function useFavourite(contentId: string): { isLoved: boolean | undefined; love: (isLoved: boolean) => void } {
  const queries = useQueryClient()
  const toasts = useToasts()
  const query = favouriteIdsQuery()
  const { data } = useQuery(query)

  async function love(isLoved: boolean): Promise<void> {
    await queries.cancelQueries({ queryKey: query.queryKey })
    queries.setQueryData<FavouriteIds>(query.queryKey, (known) => known && withId(known, contentId, isLoved))
    try {
      await setFavourite(contentId, isLoved)
    } catch (error) {
      toasts.say(wordsOf(error, t('notKept')))
    }
    await queries.invalidateQueries({ queryKey: FAVOURITES_KEY })
  }

  return { isLoved: data?.content_ids.includes(contentId), love: (isLoved) => void love(isLoved) }
}

function withId({ content_ids }: FavouriteIds, id: string, isLoved: boolean): FavouriteIds {
  const others = content_ids.filter((other) => other !== id)
  return { content_ids: isLoved ? [id, ...others] : others }
}
