import type { Tier } from '@better-and-bliss/membership'
import type { Pool } from '../../db/database.ts'
import { type Actor, audit } from '../../members/audit.ts'
import { updateTier } from './queries.ts'

/**
 * Gives a member another tier. It takes effect at once: the database tells every process.
 *
 * @param email in its stored spelling.
 * @returns whether there is such a member.
 */
export function setTier(
  db: Pick<Pool, 'transaction'>,
  { email, tier, actor }: { email: string; tier: Tier; actor: Actor },
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const row = await updateTier(tx, { email, tier })
    if (!row) return false
    const before = { role: row.role_before, tier: row.tier_before }
    const after = { role: row.role, tier: row.tier }
    await audit(tx, { action: 'member.role_and_tier_set', target: row.sub, before, after, actor, requestId: null })
    return true
  })
}
