import { getPractisedYear, getProgress, getSessionStats, listMeditationSessions } from '@better-and-bliss/sdk'
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { ApiError, answerOf } from '../../../api/answer.ts'
import type { Here } from './calendar-clock.ts'

const PAGE_SIZE = 10

/** All keys begin with it: a deletion makes them all old. */
export const PROGRESS_KEY = ['meditation', 'progress'] as const

/** Days are days where the member is now; another day is another progress. */
export function progressQuery({ timeZone, today }: Pick<Here, 'timeZone' | 'today'>) {
  return queryOptions({
    queryKey: [...PROGRESS_KEY, 'days', timeZone, today],
    queryFn: ({ signal }) =>
      inTimeZone(timeZone, (time_zone) => answerOf(getProgress({ query: { time_zone }, signal }))),
    placeholderData: keepPreviousData,
  })
}

/** A year, in the same calendar as the progress. */
export function yearQuery(year: number, timeZone: string) {
  return queryOptions({
    queryKey: [...PROGRESS_KEY, 'year', year, timeZone],
    queryFn: ({ signal }) =>
      inTimeZone(timeZone, (time_zone) => answerOf(getPractisedYear({ path: { year }, query: { time_zone }, signal }))),
    placeholderData: keepPreviousData,
  })
}

/** A time zone that only the device knows is UTC. */
async function inTimeZone<Answer>(timeZone: string, ask: (timeZone: string) => Promise<Answer>): Promise<Answer> {
  try {
    return await ask(timeZone)
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 422)) throw error
    return ask('UTC')
  }
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
