import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { detailQuery } from '../../catalogue/queries.ts'
import type { Play, Waiting } from '../../streaming/now-playing/now-playing.ts'
import { useNowPlaying } from '../../streaming/now-playing/use-now-playing.ts'
import { firstTurn } from './first-turn.ts'

interface GoingOn extends Pick<Play, 'from' | 'source'> {
  /** Whether the page of an item is shown that begins; practice has the page in any case. */
  showsItem: boolean
}

/**
 * Goes on with the first of what waits that can be done: an item in the app's player, or practice on its page. What was passed
 * over waits no more.
 *
 * @returns whether there was any
 */
export function useGoOn(): (waiting: readonly Waiting[], how: GoingOn) => Promise<boolean> {
  const queries = useQueryClient()
  const nowPlaying = useNowPlaying()
  const navigate = useNavigate()
  return async (waiting, { from, source, showsItem }) => {
    const turn = await firstTurn(waiting, (id) => queries.fetchQuery(detailQuery(id)))
    const passed = turn ? waiting.length - turn.rest.length - 1 : waiting.length
    for (const { id } of waiting.slice(0, passed)) nowPlaying.unqueue(id)
    if (!turn) return false
    const { first } = turn
    if ('practice' in first) {
      nowPlaying.practise(first.practice)
      await navigate({ to: '/routines/$id/practice', params: { id: first.practice.practice.routineId } })
      return true
    }
    nowPlaying.start({ item: first.item, from, source })
    if (showsItem) await navigate({ to: '/content/$id', params: { id: first.item.id } })
    return true
  }
}
