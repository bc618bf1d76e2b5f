import type { WatchedPool } from '../../db/disk-full.ts'
import type { Clock } from '../../ports/clock.ts'

export interface SystemParts {
  db: WatchedPool
  clock: Clock
  version: string
  /** What is wrong with Redis, in words, or null; null where it is not used. */
  redisTrouble: (() => Promise<string | null>) | null
  /** Whether the store of the media answers and lets us in; null where it is a folder. */
  storeAnswers: (() => Promise<boolean>) | null
  /** How the store at the edge fares that a worker writes; null where there is none. */
  edgeStore: (() => Promise<EdgeStoreState | null>) | null
}

export interface EdgeStoreState {
  /** As of when it is up to date; null: never yet. */
  asOfMs: number | null
  /** What is wrong, in words. */
  trouble: string | null
  /** Whether it lets play elsewhere than the settings of this process do. */
  hasOtherCountries: boolean
}
