import type { Changes } from '../db/changes.ts'
import type { Database } from '../db/database.ts'
import type { AnalyticsParts } from '../features/analytics/parts.ts'
import { agentReader } from '../features/analytics/user-agents.ts'
import { viewCounts } from '../features/analytics/view-counts.ts'
import { viewRate } from '../features/analytics/view-rate.ts'
import { viewWriter } from '../features/analytics/view-writer.ts'
import { anonymousViewers } from '../features/analytics/viewer-key.ts'
import type { Catalogue } from '../features/catalogue/catalogue.ts'
import type { PictureUrls } from '../features/catalogue/picture-urls.ts'
import { publicCards } from '../features/catalogue/public-cards.ts'
import type { Random } from '../ports/random.ts'
import type { RateLimiter } from '../ports/rate-limiter.ts'

interface Parts extends Pick<AnalyticsParts, 'guard' | 'country' | 'clock'> {
  db: Database
  changes: Pick<Changes, 'on'>
  random: Random
  rateLimiter: RateLimiter
  catalogue: Catalogue
  pictures: PictureUrls
}

/** What counts views. */
export function composeAnalytics(parts: Parts): AnalyticsParts {
  const { db, changes, guard, country, clock, random, rateLimiter, catalogue, pictures } = parts
  const counts = viewCounts({ db, clock, changes })
  return {
    db,
    guard,
    country,
    clock,
    findItem: catalogue.find,
    agentOf: agentReader(),
    anonymous: anonymousViewers({ db, clock, random }),
    rate: viewRate(rateLimiter),
    write: viewWriter({ db, clock, counts }),
    counts,
    cards: publicCards({ catalogue, pictures }),
    chosenAsTrending: chosenOf(catalogue),
  }
}

/** Looked for once after each change of the catalogue. */
function chosenOf(catalogue: Catalogue): () => string[] {
  let chosen: string[] | null = null
  catalogue.onChange(() => {
    chosen = null
  })
  return () => {
    chosen ??= catalogue
      .browse({}, 'newest', { limit: Number.MAX_SAFE_INTEGER, offset: 0 })
      .items.filter(({ trending }) => trending)
      .map(({ id }) => id)
    return chosen
  }
}
