import { listActs } from '@better-and-bliss/sdk'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { answerOf } from '../../../api/answer.ts'
import { type ActSearch, toActQuery } from './act-search.ts'

export function actsQuery(search: ActSearch) {
  const query = toActQuery(search)
  return queryOptions({
    queryKey: ['studio', 'acts', query],
    queryFn: ({ signal }) => answerOf(listActs({ query, signal })),
    placeholderData: keepPreviousData,
  })
}
