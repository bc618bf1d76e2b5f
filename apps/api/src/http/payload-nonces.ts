import { MAX_SKEW_MS } from '@better-and-bliss/payload-encryption'
import { batchWrites } from '../batch-writes.ts'
import type { Database } from '../db/database.ts'
import type { Clock } from '../ports/clock.ts'

/** A message may be dated so late that it is good for twice the skew. */
const KEPT_MS = 2 * MAX_SKEW_MS

/** Nonces that were used, for all processes of the API. Those that come together are stored together. */
export function payloadNonces({ db, clock }: { db: Database; clock: Clock }): (nonce: string) => Promise<boolean> {
  return batchWrites(async (nonces: string[]) => {
    const nowMs = clock.nowMs()
    const rows = await db.query<{ nonce: string }>(TAKE_NAME, TAKE, [nonces, nowMs, nowMs - KEPT_MS])
    const taken = new Set(rows.map(({ nonce }) => nonce))
    // Of one nonce that came twice in a batch, the first is taken.
    return nonces.map((nonce) => taken.delete(nonce))
  })
}

const TAKE_NAME = 'payload_nonces_take'
const TAKE = `with gone as (
    delete from payload_nonces where nonce in (
      select nonce from payload_nonces where seen_at < to_timestamp($3::float8 / 1000)
      order by seen_at limit 1000 for update skip locked))
  insert into payload_nonces (nonce, seen_at)
  select distinct nonce, to_timestamp($2::float8 / 1000) from unnest($1::text[]) as nonce
  on conflict (nonce) do nothing returning nonce`
