import type { ContentCard } from '@better-and-bliss/sdk'

/** An item that a member began and may go on with. */
export interface Continuing {
  item: ContentCard
  /** 0 to 1 */
  played: number
  secondsLeft: number
}
