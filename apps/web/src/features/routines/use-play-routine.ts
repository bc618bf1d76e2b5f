import type { ContentCard } from '@better-and-bliss/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { wordsOf } from '../../api/answer.ts'
import { useToasts } from '../../ui/toasts.tsx'
import { firstToPlay } from '../catalogue/first-to-play.ts'
import { detailQuery } from '../catalogue/queries.ts'
import { useNowPlaying } from '../streaming/now-playing/use-now-playing.ts'
import { t } from './messages.ts'

/** Plays items one after another in the app's player, and nothing after them. */
export function usePlayRoutine(): (items: readonly ContentCard[]) => void {
  const queries = useQueryClient()
  const nowPlaying = useNowPlaying()
  const navigate = useNavigate()
  const toasts = useToasts()
  async function play(items: readonly ContentCard[]): Promise<void> {
    try {
      const item = await firstToPlay(items, (id) => queries.fetchQuery(detailQuery(id)))
      if (!item) return toasts.say(t('nothingLeft'))
      const others = items.slice(items.findIndex(({ id }) => id === item.id) + 1)
      nowPlaying.startAll({ item, from: 'beginning', source: 'other' }, others)
      await navigate({ to: '/content/$id', params: { id: item.id } })
    } catch (error) {
      toasts.say(wordsOf(error, t('notBegun')))
    }
  }
  return (items) => void play(items)
}
