import type { WatchedPool } from '../../db/disk-full.ts'
import type { Clock } from '../../ports/clock.ts'

export interface SystemParts {
  db: WatchedPool
  clock: Clock
  version: string
}
