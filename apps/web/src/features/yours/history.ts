import { clearHistory, type HistoryPage, listHistory, removeFromHistory } from '@better-and-bliss/sdk'
import { type InfiniteData, infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { answerOf, isMissing, wordsOf } from '../../api/answer.ts'
import { useToasts } from '../../ui/toasts.tsx'
import { t } from './messages.ts'

const PAGE_SIZE = 20

/** What the member played. With the lists of what is under way, it grows old whenever a play ends. */
export function historyQuery() {
  return infiniteQueryOptions({
    queryKey: ['watching', 'lists', 'history'],
    queryFn: ({ pageParam, signal }) =>
      answerOf(listHistory({ query: { limit: PAGE_SIZE, offset: pageParam }, signal })),
    initialPageParam: 0,
    getNextPageParam: ({ offset, history, total }) => {
      const next = offset + history.length
      return history.length > 0 && next < total ? next : undefined
    },
    refetchOnWindowFocus: true,
  })
}

/** Forgets that an item was played, here at once. */
export function useForget(): (contentId: string) => void {
  const queries = useQueryClient()
  const toasts = useToasts()
  return (contentId) => {
    queries.setQueryData<InfiniteData<HistoryPage, number>>(historyQuery().queryKey, (known) => {
      return known && { ...known, pages: known.pages.map((page) => without(page, contentId)) }
    })
    answerOf(removeFromHistory({ path: { content_id: contentId } }))
      .catch((error: unknown) => {
        if (!isMissing(error)) toasts.say(wordsOf(error, t('notForgotten')))
      })
      .finally(() => void queries.invalidateQueries({ queryKey: ['watching'] }))
  }
}

/** Forgets all that was played. @throws when the API refuses. */
export function useClearHistory() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => answerOf(clearHistory()),
    onSettled: () => queries.invalidateQueries({ queryKey: ['watching'] }),
  })
}

function without(page: HistoryPage, contentId: string): HistoryPage {
  return { ...page, total: page.total - 1, history: page.history.filter(({ item }) => item.id !== contentId) }
}
