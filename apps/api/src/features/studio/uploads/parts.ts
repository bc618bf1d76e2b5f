import type { ObjectStore } from '@better-and-bliss/object-store'
import type { Changes } from '../../../db/changes.ts'
import type { Pool } from '../../../db/database.ts'
import type { Guard } from '../../../http/guard.ts'
import type { Clock } from '../../../ports/clock.ts'
import type { Random } from '../../../ports/random.ts'

export interface UploadRouteParts {
  db: Pick<Pool, 'query' | 'transaction'>
  guard: Guard
  changes: Pick<Changes, 'on'>
  clock: Clock
  random: Random
  store: ObjectStore
  /** The largest media file that is taken. */
  maxSourceBytes: number
  /** Whether those who make items publish them themselves; else somebody who looks after all of them does. */
  creatorsPublish: boolean
  /** How much one member may have uploaded, and not deleted, at a time. */
  uploadQuotaBytes: number
}
