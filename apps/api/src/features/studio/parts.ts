import type { Database } from '../../db/database.ts'
import type { Guard } from '../../http/guard.ts'

export interface StudioRouteParts {
  db: Database
  guard: Guard
}
