import type { User } from '@better-and-bliss/sdk'
import { type ReactNode, useMemo } from 'react'
import { WatchMarksContext } from '../../features/catalogue/watch-marks.ts'
import { useWatching } from './use-watching.ts'

interface WatchMarksProps {
  member: User | null | undefined
  children: ReactNode
}

/** Lets all cards within show what the member began, and what they have watched. */
export function WatchMarks({ member, children }: WatchMarksProps) {
  const { continuing, watched } = useWatching(member)
  const marks = useMemo(() => {
    const played = new Map(continuing?.map(({ item, played }) => [item.id, played]))
    return { playedOf: (id: string) => played.get(id), isWatched: (id: string) => watched?.has(id) ?? false }
  }, [continuing, watched])
  return <WatchMarksContext value={marks}>{children}</WatchMarksContext>
}
