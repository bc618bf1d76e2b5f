import type { StreamKeys } from '@better-and-bliss/stream-token'
import type { Guard } from '../../http/guard.ts'
import type { Limiter } from '../../http/rate-limit.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Geo } from './geo.ts'
import type { LeaseRenewals } from './lease-renewals.ts'
import type { Playable } from './playable.ts'
import type { RevocationFeed } from './revocation-feed.ts'
import type { Revoked } from './revoked.ts'
import type { StreamSessions } from './sessions.ts'

export interface StreamingParts {
  guard: Guard
  clock: Clock
  keys: StreamKeys
  findItem: (id: string) => Playable | undefined
  sessions: StreamSessions
  renewals: LeaseRenewals
  geo: Geo
  feed: RevocationFeed
  revoked: Revoked
  /** Null for none. */
  limitValidation: Limiter | null
  settings: { edgeUrl: string; videoUrlSeconds: number; audioUrlSeconds: number }
}
