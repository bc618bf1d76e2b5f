import { getCohorts, getItemInsight, getPracticeInsight, getViewOverview } from '@better-and-bliss/sdk'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { answerOf } from '../../api/answer.ts'
import type { Asked } from './period-search.ts'

const STALE_MS = 60_000

export function overviewQuery(asked: Asked) {
  return queryOptions({
    queryKey: ['insights', 'overview', asked],
    queryFn: ({ signal }) => answerOf(getViewOverview({ query: asked, signal })),
    placeholderData: keepPreviousData,
    staleTime: STALE_MS,
  })
}

export function itemQuery(contentId: string, asked: Asked) {
  return queryOptions({
    queryKey: ['insights', 'item', contentId, asked],
    queryFn: ({ signal }) => answerOf(getItemInsight({ path: { content_id: contentId }, query: asked, signal })),
    placeholderData: (before) => (before?.content_id === contentId ? before : undefined),
    staleTime: STALE_MS,
  })
}

export function cohortsQuery() {
  return queryOptions({
    queryKey: ['insights', 'cohorts'],
    queryFn: ({ signal }) => answerOf(getCohorts({ signal })),
    staleTime: STALE_MS,
  })
}

export function practiceQuery({ from, to }: Asked) {
  return queryOptions({
    queryKey: ['insights', 'practice', from, to],
    queryFn: ({ signal }) => answerOf(getPracticeInsight({ query: { from, to }, signal })),
    placeholderData: keepPreviousData,
    staleTime: STALE_MS,
  })
}
