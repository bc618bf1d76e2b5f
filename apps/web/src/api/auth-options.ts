import { getAuthOptions } from '@better-and-bliss/sdk'
import { queryOptions } from '@tanstack/react-query'
import { answerOf } from './answer.ts'

/** What pages that sign people in have to offer and to ask. */
export function authOptionsQuery() {
  return queryOptions({
    queryKey: ['auth', 'options'],
    queryFn: ({ signal }) => answerOf(getAuthOptions({ signal })),
    staleTime: 300_000,
  })
}
