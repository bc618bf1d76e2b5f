import type { z } from 'zod'
import type { Member } from '../../access/member.ts'
import type { Database } from '../../db/database.ts'
import type { Guard } from '../../http/guard.ts'
import type { Clock } from '../../ports/clock.ts'
import type { PositionWriter } from './position-writer.ts'
import type { Watchable } from './progress.ts'

export interface WatchingParts {
  db: Database
  guard: Guard
  clock: Clock
  findItem: (id: string) => Watchable | undefined
  /** Items as lists show them, which the catalogue knows. */
  cards: {
    schema: z.ZodType<object>
    /** @returns undefined for what is not published, cannot be played yet, or not by this member. */
    playableBy: (member: Member, id: string) => object | undefined
    /** @returns undefined for what is not published. */
    shownTo: (member: Member, id: string) => object | undefined
  }
  writer: PositionWriter
}
