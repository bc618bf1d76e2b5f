import { audit } from '../../members/audit.ts'
import type { StoreWithPassword } from '../../ports/identity-provider.ts'
import type { AuthParts } from './parts.ts'

interface NewPassword {
  email: string
  /** The sign-in that shall go on. */
  keep: string | null
  reason: 'password_reset' | 'password_changed'
  requestId: string
}

/** Ends the sign-ins that began with the password before, in one transaction with the record and the mail that tell of it. */
export function storeWithPassword(
  { db, clock, signIns, sendLater }: Pick<AuthParts, 'db' | 'clock' | 'signIns' | 'sendLater'>,
  { email, keep, reason, requestId }: NewPassword,
): StoreWithPassword {
  return async (changing, { sub, kept }) => {
    const store: Parameters<typeof db.transaction<void>>[0] = async (tx) => {
      const ended = await signIns.revokeOthers(tx, sub, { keep: kept ? keep : null, reason })
      const act = { action: `account.${reason}`, target: sub, before: null, after: { ended: ended.length } } as const
      await audit(tx, { ...act, actor: { kind: 'member', sub }, requestId })
      const cause = `${reason}:${sub}:${clock.nowMs()}`
      await sendLater(tx, { to: email, cause, mail: { kind: 'password_changed' } })
    }
    await (changing ? store(changing) : db.transaction(store))
  }
}
