import type { Tier } from '@better-and-bliss/membership'
import type { Pool } from '../../db/database.ts'
import type { Guard } from '../../http/guard.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Random } from '../../ports/random.ts'

/** What a guided session needs to know of an item; the catalogue in memory answers it. */
export interface Practisable {
  id: string
  title: string
  slug: string
  contentType: 'video' | 'audio'
  accessTier: Tier
}

export interface MeditationParts {
  db: Pool
  guard: Guard
  clock: Clock
  random: Random
  /** The address that members reach the API at; the socket's follows from it. */
  backendUrl: string
  findItem: (id: string) => Practisable | undefined
  /**
   * Asks the live stream of a session, if this process has it, to finish; resolves when all that it detected is stored.
   * Streams of other processes learn of the end by `meditation_session_ended`.
   */
  finishLive: (sessionId: string) => Promise<void>
}
