import type { WatchPosition } from '@better-and-bliss/sdk'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useStorage } from '../../../api/local-storage.ts'
import { useIsOffline } from '../../../api/offline.ts'
import { positionReporter } from './position-reporter.ts'
import type { ItemPosition } from './positions.ts'
import { LISTS_KEY, positionQuery, put } from './queries.ts'
import { type Report, unsentReports } from './unsent-reports.ts'

type Known = Pick<WatchPosition, 'position_seconds' | 'sequence' | 'under_way'>

/** A place that is known without the API, of what is played without it. */
export interface KeptPosition {
  known: Known
  onStored: (position: WatchPosition) => void
}

/**
 * Where a member is in an item; undefined while the API is asked. Without its answer, what this browser kept counts.
 *
 * @param download of an item that is played from this browser; what is heard of it is told otherwise.
 */
export function useItemPosition(
  memberId: string,
  contentId: string,
  download?: KeptPosition,
): ItemPosition | undefined {
  const queries = useQueryClient()
  const storage = useStorage()
  const unsent = useMemo(() => unsentReports(storage, memberId), [storage, memberId])
  const isOffline = useIsOffline()
  const query = positionQuery(contentId, unsent)
  const { data, isFetched } = useQuery(query)
  if (!data && !isFetched && !(download && isOffline)) return undefined

  const known = data ?? latestOf(unsent.of(contentId), download?.known)
  return {
    resumeAtSeconds: known.under_way ? known.position_seconds : null,
    follow: (onFurther) =>
      positionReporter({
        contentId,
        known,
        practiceTold: download !== undefined,
        unsent,
        put,
        onStored: (position) => {
          queries.setQueryData(query.queryKey, position)
          download?.onStored(position)
        },
        onFurther,
        onEnded: () => void queries.invalidateQueries({ queryKey: LISTS_KEY }),
      }),
  }
}

const NOWHERE: Known = { position_seconds: 0, sequence: 0, under_way: false }

function latestOf(report: Report | undefined, kept: Known = NOWHERE): Known {
  if (!report || report.sequence < kept.sequence) return kept
  return { position_seconds: report.seconds, sequence: report.sequence, under_way: true }
}
