import type { Database } from '../../db/database.ts'
import type { Guard } from '../../http/guard.ts'
import type { Clock } from '../../ports/clock.ts'

export interface InsightsParts {
  db: Database
  guard: Guard
  clock: Clock
  /** Players report positions in parts of the item that are so long. */
  binSeconds: number
}
