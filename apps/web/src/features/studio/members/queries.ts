import { getStudioMember, listStudioMembers } from '@better-and-bliss/sdk'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { answerOf } from '../../../api/answer.ts'
import { type MemberSearch, toMemberQuery } from './member-search.ts'

export const LISTS = ['studio', 'members', 'list'] as const
/** What somebody plays is looked at so often. */
const FOLLOW_EVERY_MS = 15_000

export function membersQuery(search: MemberSearch) {
  const query = toMemberQuery(search, Date.now())
  return queryOptions({
    queryKey: [...LISTS, query],
    queryFn: ({ signal }) => answerOf(listStudioMembers({ query, signal })),
    placeholderData: keepPreviousData,
  })
}

export function memberQuery(id: string) {
  return queryOptions({
    queryKey: ['studio', 'members', 'one', id],
    queryFn: ({ signal }) => answerOf(getStudioMember({ path: { id }, signal })),
    refetchInterval: FOLLOW_EVERY_MS,
  })
}
