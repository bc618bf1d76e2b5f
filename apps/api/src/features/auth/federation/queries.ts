import type { Database } from '../../../db/database.ts'

/** Remembers that a flow came back, and forgets some that ended by themselves. @returns false when it came back before. */
export async function redeemFlow(
  db: Database,
  flow: { stateDigest: Buffer; expiresAtMs: number; nowMs: number },
): Promise<boolean> {
  const rows = await db.query(
    'auth_redeem_flow',
    `with ended as (
       delete from redeemed_flows where state_digest in (
         select state_digest from redeemed_flows where expires_at < to_timestamp($3::float8 / 1000)
         order by expires_at limit 10 for update skip locked))
     insert into redeemed_flows (state_digest, expires_at) values ($1, to_timestamp($2::float8 / 1000))
     on conflict do nothing returning state_digest`,
    [flow.stateDigest, flow.expiresAtMs, flow.nowMs],
  )
  return rows.length > 0
}
