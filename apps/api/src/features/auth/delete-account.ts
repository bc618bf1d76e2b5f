import { z } from 'zod'
import type { Member } from '../../access/member.ts'
import type { Database } from '../../db/database.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { clientKey } from '../../http/rate-limit.ts'
import { memberRoute } from '../../http/routes.ts'
import { audit } from '../../members/audit.ts'
import { DELETION_DELAY_MS } from '../../members/deletion.ts'
import { confirmOwnPassword } from './own-password.ts'
import type { AuthParts } from './parts.ts'
import { updateDeletionRequest } from './queries.ts'
import { enteredPassword } from './schemas.ts'
import { wrongField } from './strong-password.ts'

/** How long a sign-in by Google stands for a password. */
const FRESH_MS = 5 * 60_000

const body = z
  .object({
    password: enteredPassword.nullish().describe('Not needed within five minutes after a sign-in by Google'),
  })
  .meta({ id: 'DeleteAccount' })

export function deleteAccount(app: App, parts: AuthParts): void {
  const { db, guard, identity, signIns, cookies } = parts
  memberRoute(app, guard, {
    method: 'DELETE',
    url: '/auth/account',
    setsCookies: true,
    schema: {
      operationId: 'deleteAccount',
      tags: ['auth'],
      summary: 'Ask for the deletion of the account',
      description:
        'Signs every device out, this one, too. Who signs in again within seven days is told `deletion_at` and may keep the ' +
        'account by `/auth/account/keep`; then everything that is kept of the member is deleted for good.',
      body,
      response: {
        200: z.object({ success: z.literal(true), deletion_at: z.iso.datetime() }).meta({ id: 'DeletionRequested' }),
        ...problems(400, 401, 403, 413, 415, 422, 429, 503),
      },
    },
    handler: async (request, member, reply) => {
      const { sub, signInId } = member
      const isFresh = await signIns.isFresh(db, { signInId, method: 'google', withinMs: FRESH_MS })
      if (!isFresh) {
        const { password } = request.body
        if (!password)
          throw wrongField('password', 'is needed, or sign in with Google again and come back within five minutes')
        await confirmOwnPassword(parts, { member, password, client: clientKey(request) })
      }
      await identity.signOutEverywhere(sub, null)
      const untilMs = await db.transaction((tx) => requestDeletion(tx, parts, { member, requestId: request.id }))
      guard.forget(sub)
      cookies.clear(reply)
      return { success: true as const, deletion_at: new Date(untilMs).toISOString() }
    },
  })
}

/** Ends all sign-ins; tells and records it, unless it was asked for before. @returns when the account is deleted. */
async function requestDeletion(
  tx: Database,
  { clock, signIns, sendLater }: AuthParts,
  { member: { sub, email, deletionAtMs }, requestId }: { member: Member; requestId: string },
): Promise<number> {
  const nowMs = clock.nowMs()
  const untilMs = deletionAtMs ?? nowMs + DELETION_DELAY_MS
  await signIns.revokeOthers(tx, sub, { keep: null, reason: 'account_deleted' })
  if (!(await updateDeletionRequest(tx, { sub, requestedAtMs: nowMs }))) return untilMs
  const act = { action: 'account.deletion_requested', target: sub, before: null, after: null } as const
  await audit(tx, { ...act, actor: { kind: 'member', sub }, requestId })
  const mail = { kind: 'account_deletion_requested', untilMs } as const
  await sendLater(tx, { to: email, cause: `deletion_requested:${sub}:${nowMs}`, mail })
  return untilMs
}
