import { createContext, use } from 'react'

/** What cards show of a member's watching. */
export interface WatchMarks {
  /** How much of an item has been played, 0 to 1; undefined where it is not under way. */
  playedOf(id: string): number | undefined
  isWatched(id: string): boolean
}

export const WatchMarksContext = createContext<WatchMarks>({ playedOf: () => undefined, isWatched: () => false })

export function useWatchMarks(): WatchMarks {
  return use(WatchMarksContext)
}
