import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useStorage } from '../../api/local-storage.ts'
import { HomePage } from '../../features/catalogue/home-page.tsx'
import { detailQuery } from '../../features/catalogue/queries.ts'
import { openPositions } from '../../features/streaming/positions.ts'
import { useMember } from '../../sign-in/use-sign-in.ts'

const MAX_CONTINUING = 8

export function HomeRoute() {
  const member = useMember()
  const continuing = useContinuing(member?.id)
  return <HomePage member={member} continuing={member === undefined ? undefined : continuing} />
}

/** What a member may go on with, as far as the API still has it and lets them; undefined while it is on its way. */
function useContinuing(memberId: string | undefined) {
  const storage = useStorage()
  const positions = useMemo(
    () => (memberId ? openPositions(storage, memberId).all().slice(0, MAX_CONTINUING) : []),
    [storage, memberId],
  )
  const details = useQueries({ queries: positions.map(({ contentId }) => detailQuery(contentId)) })
  if (details.some(({ isPending, isFetched }) => isPending && !isFetched)) return undefined
  return positions.flatMap(({ seconds, durationSeconds }, index) => {
    const item = details[index]?.data
    if (!item?.can_stream) return []
    return [{ item, played: seconds / durationSeconds, secondsLeft: durationSeconds - seconds }]
  })
}
