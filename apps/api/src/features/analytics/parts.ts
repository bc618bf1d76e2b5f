import type { Tier } from '@better-and-bliss/membership'
import type { Country } from '@better-and-bliss/viewer-country'
import type { z } from 'zod'
import type { Database } from '../../db/database.ts'
import type { Guard } from '../../http/guard.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Agent } from '../../text/device-kind.ts'
import type { ViewCounts } from './view-counts.ts'
import type { ViewRate } from './view-rate.ts'
import type { ViewWriter } from './view-writer.ts'
import type { AnonymousViewer } from './viewer-key.ts'

/** What counting needs to know of an open item; the catalogue in memory answers it. */
export interface Viewable {
  id: string
  accessTier: Tier
  /** Whether lists show it. */
  isListed: boolean
  durationSeconds: number | null
}

export interface AnalyticsParts {
  db: Database
  guard: Guard
  clock: Clock
  country: Country
  findItem: (id: string) => Viewable | undefined
  agentOf: (userAgent: string | null) => Agent
  anonymous: AnonymousViewer
  rate: ViewRate
  write: ViewWriter
  counts: ViewCounts
  /** Published items as somebody who is not signed in sees them in lists. */
  cards: {
    schema: z.ZodObject
    /** As JSON; undefined for what no list shows. */
    textOf: (id: string) => string | undefined
    /** Another one when any text may be another. */
    version: () => string
  }
  /** Ids of the published items that the owner has marked as trending. */
  chosenAsTrending: () => string[]
}
