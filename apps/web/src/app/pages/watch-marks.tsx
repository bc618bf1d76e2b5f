import type { ContentCard, User } from '@better-and-bliss/sdk'
import { type ReactNode, useMemo } from 'react'
import { WatchMarksContext } from '../../features/catalogue/watch-marks.ts'
import { Heart } from '../../features/favourites/heart.tsx'
import { AddToRoutine } from '../../features/routines/add-to-routine.tsx'
import { useWatching } from './use-watching.ts'

interface WatchMarksProps {
  member: User | null | undefined
  children: ReactNode
}

/** Lets all cards within show what the member began, and what they have watched. */
export function WatchMarks({ member, children }: WatchMarksProps) {
  const { continuing, watched } = useWatching(member)
  const isMember = Boolean(member)
  const marks = useMemo(() => {
    const played = new Map(continuing?.map(({ item, played }) => [item.id, played]))
    return {
      playedOf: (id: string) => played.get(id),
      isWatched: (id: string) => watched?.has(id) ?? false,
      toolsOf: (item: ContentCard) =>
        isMember && (
          <>
            <AddToRoutine item={item} isSmall />
            <Heart item={item} isSmall />
          </>
        ),
    }
  }, [continuing, watched, isMember])
  return <WatchMarksContext value={marks}>{children}</WatchMarksContext>
}
