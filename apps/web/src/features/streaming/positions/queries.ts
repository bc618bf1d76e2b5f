import {
  getPosition,
  listUnderWay,
  listWatched,
  putPosition,
  removeUnderWay,
  type WatchPosition,
} from '@better-and-bliss/sdk'
import { queryOptions } from '@tanstack/react-query'
import { answerOf } from '../../../api/answer.ts'
import { handOver } from './send-report.ts'
import type { Report, UnsentReports } from './unsent-reports.ts'

const STALE_MS = 60_000

/** Where the member is in an item; what this browser could not send before is sent first. */
export function positionQuery(contentId: string, unsent: UnsentReports) {
  return queryOptions({
    queryKey: ['watching', 'position', contentId],
    queryFn: async ({ signal }) => {
      await handOver({ unsent, put })
      return answerOf(getPosition({ path: { content_id: contentId }, signal }))
    },
    refetchOnWindowFocus: true,
  })
}

export const LISTS_KEY = ['watching', 'lists']

/** What the member may go on with, the latest first. */
export function underWayQuery(unsent: UnsentReports) {
  return queryOptions({
    queryKey: [...LISTS_KEY, 'under-way'],
    queryFn: async ({ signal }) => {
      await handOver({ unsent, put })
      return answerOf(listUnderWay({ signal }))
    },
    refetchOnWindowFocus: true,
    staleTime: STALE_MS,
  })
}

/** Ids of what the member watched to its end. */
export function watchedQuery() {
  return queryOptions({
    queryKey: [...LISTS_KEY, 'watched'],
    queryFn: async ({ signal }) => new Set((await answerOf(listWatched({ signal }))).content_ids),
    staleTime: STALE_MS,
  })
}

/** Outlasts the page: the last report of one that is closed arrives. */
export function put({ contentId, seconds, sequence, movedBack, practiceTold }: Report): Promise<WatchPosition> {
  const body = {
    ...{ position_seconds: seconds, sequence, moved_back: movedBack },
    ...(practiceTold && { practice_told: true }),
  }
  return answerOf(putPosition({ path: { content_id: contentId }, body, keepalive: true }))
}

export function takeOff(contentId: string) {
  return answerOf(removeUnderWay({ path: { content_id: contentId } }))
}
