import type { ApiSettings } from '@better-and-bliss/settings'
import { countriesText } from '@better-and-bliss/stream-token'
import type { Country } from '@better-and-bliss/viewer-country'
import type { Changes } from '../db/changes.ts'
import type { Database } from '../db/database.ts'
import type { Geo } from '../features/streaming/geo.ts'
import { leaseRenewals } from '../features/streaming/lease-renewals.ts'
import type { StreamingParts } from '../features/streaming/parts.ts'
import { revocationFeed } from '../features/streaming/revocation-feed.ts'
import { adoptRestoredRevocations } from '../features/streaming/revocation-queries.ts'
import { revokedTokens } from '../features/streaming/revoked.ts'
import { streamSessions } from '../features/streaming/sessions.ts'
import type { Clock } from '../ports/clock.ts'
import type { Logger } from '../ports/logger.ts'
import type { Random } from '../ports/random.ts'
import { type Opened, opened } from './opened.ts'

interface Parts extends Pick<StreamingParts, 'guard' | 'keys' | 'findItem' | 'limitValidation'> {
  settings: ApiSettings
  db: Database
  changes: Changes
  country: Country
  clock: Clock
  random: Random
  log: Logger
}

/** What protected playback is made of. Its end stores what was told of streams and waits. */
export async function composeStreaming(parts: Parts): Promise<Opened<StreamingParts>> {
  const { settings, db, changes, country, clock, random, log, guard, keys, findItem, limitValidation } = parts
  await using stack = new AsyncDisposableStack()
  await adoptRestoredRevocations(db)
  const feed = revocationFeed({ db, lives: settings.urlLives })
  const revoked = revokedTokens({ feed, changes, clock })
  const renewals = leaseRenewals({ db, clock, revoked, findItem, log })
  stack.defer(() => renewals.flush().catch((error: unknown) => log.warn({ err: error }, 'Heartbeats were not stored')))
  const streaming: StreamingParts = {
    guard,
    clock,
    keys,
    findItem,
    limitValidation,
    feed,
    revoked,
    renewals,
    sessions: streamSessions({ db, clock, random, renewals }),
    geo: geoOf(settings.geo, country),
    settings: { edgeUrl: settings.edgeUrl, ...settings.urlLives },
  }
  return opened(streaming, stack.move())
}

function geoOf(geo: ApiSettings['geo'], country: Country): Geo {
  if (geo.kind === 'off') return null
  return { country, allowedCountries: geo.allowed ? countriesText('allow', geo.allowed) : '' }
}
