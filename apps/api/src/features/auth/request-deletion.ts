import type { Pool } from '../../db/database.ts'
import { AppError } from '../../errors.ts'
import { audit } from '../../members/audit.ts'
import { DELETION_DELAY_MS, deletionAtMs } from '../../members/deletion.ts'
import type { AuthParts } from './parts.ts'
import { selectMayLeave, selectUserBySub, updateDeletionRequest } from './queries.ts'
import type { By } from './set-tier.ts'

type Parts = Pick<AuthParts, 'clock' | 'signIns' | 'sendLater' | 'identity'> & {
  db: Pick<Pool, 'query' | 'transaction'>
}

/**
 * An account is to be deleted, by the word of its member or on their behalf: all sign-ins end. It is told and recorded, unless it was
 * asked for before.
 *
 * @returns when it is deleted; undefined where there is no such member.
 * @throws AppError `last_admin`
 */
export async function requestDeletion(parts: Parts, sub: string, by: By): Promise<number | undefined> {
  const { db, clock, signIns, sendLater, identity } = parts
  // Before anybody is signed out; the database has the last word, below.
  if (!(await selectMayLeave(db, sub)))
    throw new AppError('last_admin', 'This is the last administrator. Make somebody else one first.')
  if (!(await selectUserBySub(db, sub))) return undefined
  await identity.signOutEverywhere(sub, null)
  return db.transaction(async (tx) => {
    const user = await selectUserBySub(tx, sub)
    if (!user || user.status === 'deleted') return undefined
    const nowMs = clock.nowMs()
    const untilMs = deletionAtMs(user.deletion_requested_at) ?? nowMs + DELETION_DELAY_MS
    await signIns.revokeOthers(tx, sub, { keep: null, reason: 'account_deleted' })
    if (!(await updateDeletionRequest(tx, { sub, requestedAtMs: nowMs }))) return untilMs
    await audit(tx, { action: 'account.deletion_requested', target: sub, before: null, after: null, ...by })
    const mail = { kind: 'account_deletion_requested', untilMs } as const
    await sendLater(tx, { to: user.email, cause: `deletion_requested:${sub}:${nowMs}`, mail })
    return untilMs
  })
}

/** It is kept, after all. @returns whether it was to be deleted. */
export function cancelDeletion({ db }: Pick<Parts, 'db'>, sub: string, by: By): Promise<boolean> {
  return db.transaction(async (tx) => {
    if (!(await updateDeletionRequest(tx, { sub, requestedAtMs: null }))) return false
    await audit(tx, { action: 'account.deletion_cancelled', target: sub, before: null, after: null, ...by })
    return true
  })
}
