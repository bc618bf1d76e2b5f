import type { Database } from '../../../db/database.ts'
import type { Guard } from '../../../http/guard.ts'
import type { Live } from './live.ts'

export interface BreathSocketParts {
  db: Database
  guard: Guard
  live: Live
}
