import type { Tier } from '@better-and-bliss/membership'
import type { Task } from '../../access/member.ts'
import type { Database, Pool } from '../../db/database.ts'
import { type Actor, audit } from '../../members/audit.ts'
import { type RoleAndTierChange, updateTask, updateTier, type Whose } from './queries.ts'

/** Who does it, and the request that does; null where none does. */
export interface By {
  actor: Actor
  requestId: string | null
}

/** Gives a member another tier. It takes effect at once: the database tells every process. @returns whether there is such a member. */
export function setTier(
  db: Pick<Pool, 'transaction'>,
  whose: Whose,
  { tier, ...by }: { tier: Tier } & By,
): Promise<boolean> {
  return db.transaction(async (tx) => record(tx, await updateTier(tx, whose, tier), by))
}

/**
 * Gives a member a task in the house, or (null) takes it away; likewise at once.
 *
 * @returns whether there is such a member.
 * @throws AppError `last_admin`
 */
export function setTask(
  db: Pick<Pool, 'transaction'>,
  whose: Whose,
  { task, ...by }: { task: Task | null } & By,
): Promise<boolean> {
  return db.transaction(async (tx) => record(tx, await updateTask(tx, whose, task), by))
}

async function record(tx: Database, change: RoleAndTierChange | undefined, by: By): Promise<boolean> {
  if (!change) return false
  const before = { role: change.role_before, tier: change.tier_before }
  const after = { role: change.role, tier: change.tier }
  await audit(tx, { action: 'member.role_and_tier_set', target: change.sub, before, after, ...by })
  return true
}
