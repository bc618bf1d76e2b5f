import { listMediaJobs, listUploads } from '@better-and-bliss/sdk'
import { queryOptions } from '@tanstack/react-query'
import { answerOf } from '../../../api/answer.ts'
import { LIVE_KEYS } from '../live/live-keys.ts'

const MOST_SHOWN = 50
/** As many as one question gives: each item's newest conversion is among them, unless hundreds are under way. */
const MOST_JOBS = 100

export function uploadsQuery() {
  return queryOptions({
    queryKey: LIVE_KEYS.uploads,
    queryFn: ({ signal }) => answerOf(listUploads({ query: { limit: MOST_SHOWN }, signal })),
  })
}

/** The newest conversions. */
export function latestJobsQuery() {
  return queryOptions({
    queryKey: [...LIVE_KEYS.jobs, 'latest'],
    queryFn: ({ signal }) => answerOf(listMediaJobs({ query: { limit: MOST_JOBS }, signal })),
  })
}
