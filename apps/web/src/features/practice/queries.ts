import { getProgress, getSessionStats, listMeditationSessions } from '@better-and-bliss/sdk'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { answerOf } from '../../api/answer.ts'

const PAGE_SIZE = 10

/** All keys begin with `practice`: a deletion makes them all old. */
export const PRACTICE_KEY = ['practice'] as const

/** Days are days where the member is now. */
export function progressQuery(timeZone: string) {
  return queryOptions({
    queryKey: [...PRACTICE_KEY, 'progress', timeZone],
    queryFn: ({ signal }) => answerOf(getProgress({ query: { time_zone: timeZone }, signal })),
  })
}

export function historyQuery() {
  return infiniteQueryOptions({
    queryKey: [...PRACTICE_KEY, 'history'],
    queryFn: ({ pageParam, signal }) =>
      answerOf(listMeditationSessions({ query: { limit: PAGE_SIZE, offset: pageParam }, signal })),
    initialPageParam: 0,
    getNextPageParam: ({ offset, sessions, total }) => {
      const next = offset + sessions.length
      return sessions.length > 0 && next < total ? next : undefined
    },
  })
}

export function statsQuery(sessionId: string) {
  return queryOptions({
    queryKey: [...PRACTICE_KEY, 'session', sessionId],
    queryFn: ({ signal }) => answerOf(getSessionStats({ path: { id: sessionId }, signal })),
  })
}
