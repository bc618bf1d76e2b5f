import type { Database } from '../db/database.ts'
import type { AnalyticsParts } from '../features/analytics/parts.ts'
import { agentReader } from '../features/analytics/user-agents.ts'
import { viewCounts } from '../features/analytics/view-counts.ts'
import { viewWriter } from '../features/analytics/view-writer.ts'
import { anonymousViewers } from '../features/analytics/viewer-key.ts'
import type { Clock } from '../ports/clock.ts'
import type { Random } from '../ports/random.ts'

interface Parts extends Pick<AnalyticsParts, 'guard' | 'country' | 'findItem'> {
  db: Database
  clock: Clock
  random: Random
}

/** What counts views. */
export function composeAnalytics({ db, guard, country, clock, random, findItem }: Parts): AnalyticsParts {
  const counts = viewCounts({ db, clock })
  return {
    guard,
    country,
    findItem,
    agentOf: agentReader(),
    anonymous: anonymousViewers({ db, clock, random }),
    write: viewWriter({ db, clock, counts }),
    counts,
  }
}
