import type { User } from '@better-and-bliss/sdk'
import { useMemo } from 'react'
import { continuingAt } from '../../features/catalogue/continuing.ts'
import { useUnderWay } from '../../features/streaming/positions/use-under-way.ts'

/** What a member may go on with, undefined while it is on its way, and what they have watched. */
export function useWatching(member: User | null | undefined) {
  const { underWay, watched } = useUnderWay(member?.id)
  const continuing = useMemo(
    () => underWay?.map(({ item, position }) => continuingAt(item, position.position_seconds)),
    [underWay],
  )
  return { continuing: member === undefined ? undefined : continuing, watched }
}
