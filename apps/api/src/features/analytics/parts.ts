import type { Tier } from '@better-and-bliss/membership'
import type { Country } from '@better-and-bliss/viewer-country'
import type { Guard } from '../../http/guard.ts'
import type { Agent } from '../../text/device-kind.ts'
import type { ViewCounts } from './view-counts.ts'
import type { ViewWriter } from './view-writer.ts'
import type { AnonymousViewer } from './viewer-key.ts'

/** What counting needs to know of a published item; the catalogue in memory answers it. */
export interface Viewable {
  id: string
  accessTier: Tier
  durationSeconds: number | null
}

export interface AnalyticsParts {
  guard: Guard
  country: Country
  findItem: (id: string) => Viewable | undefined
  agentOf: (userAgent: string | null) => Agent
  anonymous: AnonymousViewer
  write: ViewWriter
  counts: ViewCounts
}
