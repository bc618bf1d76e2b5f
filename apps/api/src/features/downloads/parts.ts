import type { Tier } from '@better-and-bliss/membership'
import type { Countries } from '@better-and-bliss/stream-token'
import type { HandedRequest } from '@better-and-bliss/viewer-country'
import type { z } from 'zod'
import type { Member } from '../../access/member.ts'
import type { Pool } from '../../db/database.ts'
import type { Guard } from '../../http/guard.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Random } from '../../ports/random.ts'
import type { Macs } from '../../sealing.ts'

/** What a download needs to know of an item; the catalogue in memory answers it. */
export interface Downloadable {
  id: string
  contentType: 'video' | 'audio'
  accessTier: Tier
  /** Where it may be played. */
  countries: Countries
  isAudioHlsReady: boolean
}

export interface DownloadParts {
  db: Pool
  guard: Guard
  clock: Clock
  random: Random
  /** Derives the key of a download from its id. */
  keys: Macs
  /** @returns undefined for what is not published. */
  findItem: (id: string) => Downloadable | undefined
  /** @throws AppError `not_in_country` where the item may not be played in the country that the request comes from. */
  assertMayPlay: (item: Pick<Downloadable, 'countries'>, request: HandedRequest) => void
  /** Items as lists show them, which the catalogue knows. */
  cards: {
    schema: z.ZodType<object>
    /** @returns undefined for what is not published. */
    shownTo: (member: Member, id: string) => object | undefined
  }
}
