import type { Role } from '../../access/member.ts'
import type { Pool } from '../../db/database.ts'
import type { SendLater } from '../../mail/send-later.ts'
import { audit } from '../../members/audit.ts'
import { lockRole, updateStatus } from './provider-queries.ts'
import type { Whose } from './queries.ts'
import type { By } from './set-tier.ts'

interface Suspension extends By {
  suspended: boolean
  /** Why, as the member is told; null for none. */
  reason: string | null
  /** Tells the member; null where nobody does. */
  tell: { sendLater: SendLater; nowMs: number } | null
  /** Whether it may be done to somebody of this role. @throws AppError to refuse it. */
  check?: (role: Role) => void
}

/**
 * Suspends a member, or ends that. It takes effect at once: the database tells every process. A worker tells the identity
 * provider within seconds.
 *
 * @returns whether there is such a member.
 * @throws AppError `last_admin`
 */
export function setSuspended(
  db: Pick<Pool, 'transaction'>,
  whose: Whose,
  { suspended, reason, tell, check, ...by }: Suspension,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const role = await lockRole(tx, whose)
    if (role === undefined) return false
    check?.(role)
    const status = suspended ? 'suspended' : 'active'
    const row = await updateStatus(tx, whose, { status, reason: suspended ? reason : null })
    if (!row) return false
    const { sub: target, before, email: to } = row
    if (before === status) return true
    await audit(tx, { action: 'member.status_set', target, before: { status: before }, after: { status }, ...by })
    if (tell) {
      const mail = suspended
        ? ({ kind: 'account_suspended', reason } as const)
        : ({ kind: 'account_reinstated' } as const)
      await tell.sendLater(tx, { to, cause: `${mail.kind}:${target}:${tell.nowMs}`, mail })
    }
    return true
  })
}
