import type { ObjectStore } from '@better-and-bliss/object-store'
import type { Pool } from '../../db/database.ts'
import type { Guard } from '../../http/guard.ts'
import type { Limiter } from '../../http/rate-limit.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Random } from '../../ports/random.ts'

export interface PersonalDataParts {
  db: Pool
  guard: Guard
  clock: Clock
  random: Random
  store: ObjectStore
  /** The address that members reach the API at. */
  backendUrl: string
  limitExports: Limiter
}
