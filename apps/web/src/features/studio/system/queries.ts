import { diagnose, getSystem } from '@better-and-bliss/sdk'
import { queryOptions } from '@tanstack/react-query'
import { answerOf } from '../../../api/answer.ts'

const FOLLOW_EVERY_MS = 10_000

export function systemQuery() {
  return queryOptions({
    queryKey: ['studio', 'system'],
    queryFn: ({ signal }) => answerOf(getSystem({ signal })),
    refetchInterval: FOLLOW_EVERY_MS,
  })
}

export function diagnosisQuery() {
  return queryOptions({
    queryKey: ['studio', 'system', 'doctor'],
    queryFn: ({ signal }) => answerOf(diagnose({ signal })),
  })
}
