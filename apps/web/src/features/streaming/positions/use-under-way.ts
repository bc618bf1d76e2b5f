import type { UnderWayList } from '@better-and-bliss/sdk'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { isMissing, wordsOf } from '../../../api/answer.ts'
import { useStorage } from '../../../api/local-storage.ts'
import { useToasts } from '../../../ui/toasts.tsx'
import { t } from '../messages.ts'
import { LISTS_KEY, takeOff, underWayQuery, watchedQuery } from './queries.ts'
import { unsentReports } from './unsent-reports.ts'

const NOTHING: UnderWayList['under_way'] = []

/** What a member may go on with, and what they have watched; nothing for visitors. Undefined while the API is asked. */
export function useUnderWay(memberId: string | undefined) {
  const storage = useStorage()
  const unsent = useMemo(() => unsentReports(storage, memberId ?? ''), [storage, memberId])
  const enabled = memberId !== undefined
  const { data, isFetched } = useQuery({ ...underWayQuery(unsent), enabled })
  const watched = useQuery({ ...watchedQuery(), enabled })
  return { underWay: data?.under_way ?? (enabled && !isFetched ? undefined : NOTHING), watched: watched.data }
}

/** Takes an item off what is under way, here at once. */
export function useTakeOff(): (contentId: string) => void {
  const queries = useQueryClient()
  const toasts = useToasts()
  return (contentId) => {
    queries.setQueryData<UnderWayList>([...LISTS_KEY, 'under-way'], (known) => {
      return known && { under_way: known.under_way.filter(({ item }) => item.id !== contentId) }
    })
    takeOff(contentId).catch((error: unknown) => {
      if (!isMissing(error)) toasts.say(wordsOf(error, t('notTakenOff')))
      void queries.invalidateQueries({ queryKey: LISTS_KEY })
    })
  }
}
