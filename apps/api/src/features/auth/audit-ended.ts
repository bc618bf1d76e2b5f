import type { Database } from '../../db/database.ts'
import { audit } from '../../members/audit.ts'

/** Records that a member ended sign-ins of their own. */
export async function auditEnded(
  tx: Database,
  { ids, sub, requestId }: { ids: readonly string[]; sub: string; requestId: string },
): Promise<void> {
  const after = { reason: 'revoked_by_member' } as const
  for (const target of ids) {
    const act = { action: 'sign_in.revoked', target, before: null, after } as const
    await audit(tx, { ...act, actor: { kind: 'member', sub }, requestId })
  }
}
