import type { Pool } from '../../db/database.ts'
import { type Actor, audit } from '../../members/audit.ts'
import { updateStatus } from './provider-queries.ts'

/**
 * Suspends a member, or ends that. It takes effect at once: the database tells every process. A worker tells the identity
 * provider within seconds.
 *
 * @param email in its stored spelling.
 * @returns whether there is such a member.
 */
export function setSuspended(
  db: Pick<Pool, 'transaction'>,
  { email, suspended, actor }: { email: string; suspended: boolean; actor: Actor },
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const status = suspended ? 'suspended' : 'active'
    const row = await updateStatus(tx, { email, status })
    if (!row) return false
    const { sub: target, before } = row
    if (before !== status) {
      const act = { action: 'member.status_set', target, before: { status: before }, after: { status } } as const
      await audit(tx, { ...act, actor, requestId: null })
    }
    return true
  })
}
