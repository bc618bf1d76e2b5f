import type { Database, Pool } from '../../db/database.ts'
import type { SendLater } from '../../mail/send-later.ts'
import { audit } from '../../members/audit.ts'
import { DELETION_DELAY_MS } from '../../members/deletion.ts'
import type { Clock } from '../../ports/clock.ts'
import type { IdentityProvider } from '../../ports/identity-provider.ts'
import type { Logger } from '../../ports/logger.ts'
import { deleteMember, type Leaving, markDueDeleted, selectLeaving } from './worker-queries.ts'

export interface DeleteMembersParts {
  db: Pool
  clock: Clock
  log: Logger
  sendLater: SendLater
  /** Deletes what the newsletter knows of an address, and sees to it that nobody writes to it again. */
  forgetSubscriber: (tx: Database, email: string) => Promise<void>
  /** Opened when it is needed: most rounds need none. */
  openIdentity: () => Promise<Pick<IdentityProvider, 'delete'>>
}

export const DELETE_MEMBERS_EVERY_MS = 60_000

/**
 * Deletes the accounts whose members asked for it and did not change their mind. Marked first, so that nobody keeps an
 * account of which a part is gone; whatever fails then, or is killed, the next round goes on with.
 */
export async function deleteMembers(parts: DeleteMembersParts): Promise<void> {
  const { db, clock, log } = parts
  await markDueDeleted(db, clock.nowMs() - DELETION_DELAY_MS)
  for (const member of await selectLeaving(db)) {
    try {
      await finishDeletion(parts, member)
      log.info({ sub: member.sub }, 'A member was deleted, as they asked')
    } catch (error) {
      log.warn({ err: error, sub: member.sub }, 'A member cannot be deleted now; it is tried again')
    }
  }
}

/** The provider first: what the database still knows is what there is left to do. */
async function finishDeletion(parts: DeleteMembersParts, member: Leaving): Promise<void> {
  const { db, sendLater, openIdentity, forgetSubscriber } = parts
  const { sub, email: to, language } = member
  await (await openIdentity()).delete(sub)
  await db.transaction(async (tx) => {
    if (!(await deleteMember(tx, member))) return
    await forgetSubscriber(tx, to)
    const act = { action: 'account.deleted', target: sub, before: null, after: null } as const
    await audit(tx, { ...act, actor: { kind: 'system' }, requestId: null })
    await sendLater(tx, { to, cause: `account_deleted:${sub}`, mail: { kind: 'account_deleted' }, language })
  })
}
