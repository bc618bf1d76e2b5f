import { getExport, getProfile, listSignIns } from '@better-and-bliss/sdk'
import { queryOptions } from '@tanstack/react-query'
import { answerOf } from '../../../api/answer.ts'

const EXPORT_POLL_MS = 3_000

export function profileQuery() {
  return queryOptions({ queryKey: ['profile'], queryFn: ({ signal }) => answerOf(getProfile({ signal })) })
}

export function signInsQuery() {
  return queryOptions({ queryKey: ['sign-ins'], queryFn: ({ signal }) => answerOf(listSignIns({ signal })) })
}

/** How the member's export stands; asked again and again while it is being written. */
export function exportQuery() {
  return queryOptions({
    queryKey: ['export'],
    queryFn: ({ signal }) => answerOf(getExport({ signal })),
    refetchInterval: ({ state }) => (state.data?.status === 'preparing' ? EXPORT_POLL_MS : false),
  })
}
