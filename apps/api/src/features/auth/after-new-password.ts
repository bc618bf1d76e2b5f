import { audit } from '../../members/audit.ts'
import type { AuthParts } from './parts.ts'

interface NewPassword {
  sub: string
  email: string
  /** The sign-in that shall go on. */
  keep: string | null
  reason: 'password_reset' | 'password_changed'
  requestId: string
}

/**
 * Ends what began with the password before: refresh tokens at the provider, and, in one transaction with the record and
 * the mail that tell of it, the sign-ins. @returns whether `keep` goes on.
 */
export async function afterNewPassword(
  { db, clock, guard, identity, signIns, sendLater }: AuthParts,
  { sub, email, keep, reason, requestId }: NewPassword,
): Promise<{ kept: boolean }> {
  const { kept } = await identity.signOutEverywhere(sub, keep)
  await db.transaction(async (tx) => {
    const ended = await signIns.revokeOthers(tx, sub, { keep: kept ? keep : null, reason })
    const act = { action: `account.${reason}`, target: sub, before: null, after: { ended: ended.length } } as const
    await audit(tx, { ...act, actor: { kind: 'member', sub }, requestId })
    const cause = `${reason}:${sub}:${clock.nowMs()}`
    await sendLater(tx, { to: email, cause, mail: { kind: 'password_changed' } })
  })
  guard.forget(sub)
  return { kept }
}
