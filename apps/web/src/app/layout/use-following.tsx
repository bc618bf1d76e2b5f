import type { ContentDetail } from '@better-and-bliss/sdk'
import { useQuery } from '@tanstack/react-query'
import { wordsOf } from '../../api/answer.ts'
import { nextOf, openOnes } from '../../features/catalogue/next-of.ts'
import { relatedQuery, seriesQuery } from '../../features/catalogue/queries.ts'
import { Suggestions } from '../../features/catalogue/suggestions.tsx'
import { useGoOn } from '../../features/routines/run/use-go-on.ts'
import type { Following } from '../../features/streaming/controls/player-controls.ts'
import { useNowPlaying, useNowPlayingView } from '../../features/streaming/now-playing/use-now-playing.ts'
import { useToasts } from '../../ui/toasts.tsx'
import { t } from '../messages.ts'

/** What comes after an item: what the member put there, else the next of its series, else what is like it. */
export function useFollowing(item: ContentDetail, { isDocked }: { isDocked: boolean }): Following {
  const nowPlaying = useNowPlaying()
  const { queue, endsWithQueue } = useNowPlayingView()
  const goOn = useGoOn()
  const toasts = useToasts()
  const series = item.series?.slug ?? item.series?.id
  const parts = useQuery({ ...seriesQuery(series ?? ''), enabled: series !== undefined })
  const related = useQuery(relatedQuery(item.category?.slug ?? undefined))
  const next = queue[0] ?? (endsWithQueue ? undefined : nextOf(parts.data?.content ?? [], item.id))
  const others = openOnes(related.data?.content ?? []).filter(({ id }) => id !== item.id && id !== next?.id)

  async function playNext(): Promise<void> {
    const waiting = queue.length > 0 ? queue : [next].filter((one) => one !== undefined)
    try {
      const hasNext = await goOn(waiting, {
        // A routine is done from its beginning, each time.
        from: endsWithQueue ? 'beginning' : 'resume',
        source: queue[0] ? 'other' : 'series',
        // Whoever looks at the player goes along with it.
        showsItem: !isDocked,
      })
      if (!hasNext) toasts.say(t('nextGone'))
    } catch (error) {
      toasts.say(wordsOf(error, t('nextFailed')))
    }
  }

  return {
    next: next ? { title: next.title } : null,
    playNext: () => void playNext(),
    queue,
    unqueue: nowPlaying.unqueue,
    suggestions: others.length > 0 ? <Suggestions items={others} /> : null,
  }
}
