import type { ContentCard } from '@better-and-bliss/sdk'

/** An item that a member began and may go on with. */
export interface Continuing {
  item: ContentCard
  /** 0 to 1; undefined while nobody knows how long the item is, as is what follows. */
  played: number | undefined
  secondsLeft: number | undefined
}

/** What a position, in seconds, means for what is left of an item. */
export function continuingAt(item: ContentCard, positionSeconds: number): Continuing {
  const { duration_seconds } = item
  if (!duration_seconds) return { item, played: undefined, secondsLeft: undefined }
  return {
    item,
    played: Math.min(1, positionSeconds / duration_seconds),
    secondsLeft: Math.max(0, duration_seconds - positionSeconds),
  }
}
