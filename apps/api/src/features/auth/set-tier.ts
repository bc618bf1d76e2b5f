import type { Tier } from '../../access/tiers.ts'
import type { Database } from '../../db/database.ts'

/**
 * Gives a member another tier. It takes effect at once: the database tells every process.
 *
 * @param email in its stored spelling.
 * @returns whether there is such a member.
 */
export async function setTier(db: Database, { email, tier }: { email: string; tier: Tier }): Promise<boolean> {
  const rows = await db.query(
    'auth_set_tier',
    `update users set subscription_tier = $2, updated_at = now(),
       role = case when role not in ('free_user', 'premium_user') then role
         when $2 = 'free' then 'free_user' else 'premium_user' end
     where email = $1 and status <> 'deleted'
     returning id`,
    [email, tier],
  )
  return rows.length > 0
}
