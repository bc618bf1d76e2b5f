import type { Pool } from '../../db/database.ts'
import type { Guard } from '../../http/guard.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ReminderTokens } from './tokens.ts'

export interface ReminderParts {
  db: Pool
  guard: Guard
  clock: Clock
  tokens: ReminderTokens
  frontendUrl: string
}
