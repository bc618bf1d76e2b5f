import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useStorage } from '../../../api/local-storage.ts'
import { positionReporter } from './position-reporter.ts'
import type { ItemPosition } from './positions.ts'
import { LISTS_KEY, positionQuery, put } from './queries.ts'
import { unsentReports } from './unsent-reports.ts'

/** Where a member is in an item; undefined while the API is asked. Without its answer, what this browser kept counts. */
export function useItemPosition(memberId: string, contentId: string): ItemPosition | undefined {
  const queries = useQueryClient()
  const storage = useStorage()
  const unsent = useMemo(() => unsentReports(storage, memberId), [storage, memberId])
  const query = positionQuery(contentId, unsent)
  const { data, isFetched } = useQuery(query)
  if (!data && !isFetched) return undefined

  const kept = unsent.of(contentId)
  const known = data ?? { sequence: kept?.sequence ?? 0, position_seconds: kept?.seconds ?? 0, under_way: !!kept }
  return {
    resumeAtSeconds: known.under_way ? known.position_seconds : null,
    follow: (onFurther) =>
      positionReporter({
        contentId,
        known,
        unsent,
        put,
        onStored: (position) => queries.setQueryData(query.queryKey, position),
        onFurther,
        onEnded: () => void queries.invalidateQueries({ queryKey: LISTS_KEY }),
      }),
  }
}
