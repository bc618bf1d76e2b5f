import { getProgress, getSessionStats, listMeditationSessions } from '@better-and-bliss/sdk'
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { ApiError, answerOf } from '../../../api/answer.ts'
import type { Here } from './calendar-clock.ts'

const PAGE_SIZE = 10

/** All keys begin with it: a deletion makes them all old. */
export const PROGRESS_KEY = ['meditation', 'progress'] as const

/** Days are days where the member is now; another day is another progress. A time zone that only their device knows is UTC. */
export function progressQuery({ timeZone, today }: Pick<Here, 'timeZone' | 'today'>) {
  const ask = (time_zone: string, signal: AbortSignal) => answerOf(getProgress({ query: { time_zone }, signal }))
  return queryOptions({
    queryKey: [...PROGRESS_KEY, 'days', timeZone, today],
    queryFn: async ({ signal }) => {
      try {
        return await ask(timeZone, signal)
      } catch (error) {
        if (!(error instanceof ApiError && error.status === 422)) throw error
        return ask('UTC', signal)
      }
    },
    placeholderData: keepPreviousData,
  })
}

export function historyQuery() {
  return infiniteQueryOptions({
    queryKey: [...PROGRESS_KEY, 'history'],
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
    queryKey: [...PROGRESS_KEY, 'session', sessionId],
    queryFn: ({ signal }) => answerOf(getSessionStats({ path: { id: sessionId }, signal })),
  })
}
