import type { Pool } from '../../db/database.ts'
import { audit } from '../../members/audit.ts'
import type { AuthParts } from './parts.ts'
import { selectUserBySub } from './queries.ts'
import type { By } from './set-tier.ts'

type Parts = Pick<AuthParts, 'signIns' | 'identity'> & { db: Pick<Pool, 'query' | 'transaction'> }

/** Ends all sign-ins of a member, by somebody else's word. @returns whether there is such a member. */
export async function signOutEverywhere({ db, signIns, identity }: Parts, sub: string, by: By): Promise<boolean> {
  if (!(await selectUserBySub(db, sub))) return false
  await identity.signOutEverywhere(sub, null)
  await db.transaction(async (tx) => {
    const reason = 'revoked_by_admin'
    for (const target of await signIns.revokeOthers(tx, sub, { keep: null, reason }))
      await audit(tx, { action: 'sign_in.revoked', target, before: null, after: { reason }, ...by })
  })
  return true
}
