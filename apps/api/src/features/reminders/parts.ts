import type { Pool } from '../../db/database.ts'
import type { Guard } from '../../http/guard.ts'
import type { Clock } from '../../ports/clock.ts'
import type { PushSender } from '../../ports/push-sender.ts'
import type { Random } from '../../ports/random.ts'
import type { ReminderTokens } from './tokens.ts'

export interface ReminderParts {
  db: Pool
  guard: Guard
  clock: Clock
  random: Random
  /** Null where reminders come by mail alone. */
  push: PushSender | null
  tokens: ReminderTokens
  frontendUrl: string
}
