import type { ContentCard } from '@better-and-bliss/sdk'
import { createContext, type ReactNode, use } from 'react'

/** What cards show of a member's watching, and of what they love. */
export interface WatchMarks {
  /** How much of an item has been played, 0 to 1; undefined where it is not under way. */
  playedOf(id: string): number | undefined
  isWatched(id: string): boolean
  /** What the member can do with it right there; nothing for visitors. */
  toolsOf(item: ContentCard): ReactNode
}

export const WatchMarksContext = createContext<WatchMarks>({
  playedOf: () => undefined,
  isWatched: () => false,
  toolsOf: () => null,
})

export function useWatchMarks(): WatchMarks {
  return use(WatchMarksContext)
}
