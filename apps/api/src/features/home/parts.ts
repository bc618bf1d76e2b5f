import type { z } from 'zod'
import type { Member } from '../../access/member.ts'
import type { Database } from '../../db/database.ts'
import type { Guard } from '../../http/guard.ts'
import type { Clock } from '../../ports/clock.ts'
import type { HomeItem } from './item.ts'

export interface HomeParts {
  db: Database
  guard: Guard
  clock: Clock
  library: HomeLibrary
}

/** What the home page asks of the catalogue, which knows it without waiting. */
export interface HomeLibrary {
  cardSchema: z.ZodType<object>
  /** An item as lists show it to a member, as JSON. */
  cardText: (id: string, member: Member) => string
  /** @returns undefined for what is not published. */
  find: (id: string) => HomeItem | undefined
  newest: (limit: number) => readonly HomeItem[]
  /** Those that the studio puts forward, the newest first. */
  featured: (limit: number) => readonly HomeItem[]
  /** Those whose tags or category fit one of these words. */
  fitting: (words: readonly string[]) => readonly HomeItem[]
  ofCategory: (id: string, limit: number) => readonly HomeItem[]
  ofExpert: (id: string, limit: number) => readonly HomeItem[]
  /** In their order. */
  episodesOf: (seriesId: string) => readonly HomeItem[]
  categories: () => readonly { id: string; name: string; slug: string; description: string | null }[]
  /** Ids of what many watch now. */
  trending: () => Promise<readonly string[]>
}
