import type { z } from 'zod'
import type { Member } from '../../access/member.ts'
import type { Pool } from '../../db/database.ts'
import type { Guard } from '../../http/guard.ts'
import type { Clock } from '../../ports/clock.ts'

export interface RoutineParts {
  db: Pool
  guard: Guard
  clock: Clock
  /** Items as lists show them, which the catalogue knows. */
  cards: {
    schema: z.ZodType<object>
    /** @returns undefined for what is not published. */
    shownTo: (member: Member, id: string) => object | undefined
  }
}
