import type { WorkerSettings } from '@better-and-bliss/settings'
import { allowedCountries, longestLives } from '@better-and-bliss/stream-token'
import type { Changes } from '../db/changes.ts'
import type { Database } from '../db/database.ts'
import { followRevocations } from '../features/streaming/edge-store/follow.ts'
import { edgeStoreSync } from '../features/streaming/edge-store/sync.ts'
import { revocationFeed } from '../features/streaming/revocation-feed.ts'
import type { Logger } from '../ports/logger.ts'
import { sdkKey } from './aws-key.ts'
import { systemClock as clock, systemRandom as random } from './machine.ts'

/** What holds CloudFront's KeyValueStore to what was ended; null where there is none. @throws Error for settings that do not fit into it. */
export async function composeEdgeStore(
  settings: WorkerSettings,
  { db, changes, log }: { db: Database; changes: Changes; log: Logger },
): Promise<AsyncDisposable | null> {
  const { edgeStore, urlLives, revocations, frontendUrl, geo, aws } = settings
  if (edgeStore.kind === 'off') return null
  // Megabytes that only this choice needs.
  const { cloudfrontKeyValueStore } = await import('../adapters/aws/key-value-store/cloudfront-key-value-store.ts')
  const credentials = sdkKey(aws.credentials)
  const allowed = allowedCountries(geo)
  const sync = edgeStoreSync({
    feed: revocationFeed({ db, lives: urlLives }),
    store: cloudfrontKeyValueStore({ ...edgeStore, credentials }),
    settings: {
      keys: edgeStore.keys.reveal(),
      maxTtlSeconds: longestLives(urlLives),
      maxAgeSeconds: revocations.maxAgeSeconds,
      webOrigin: new URL(frontendUrl).origin,
      allowedCountries: allowed,
    },
    clock,
  })
  return followRevocations({ db, changes, sync, allowedCountries: allowed, clock, random, log })
}
