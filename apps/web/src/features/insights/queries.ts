import { getViewOverview } from '@better-and-bliss/sdk'
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
