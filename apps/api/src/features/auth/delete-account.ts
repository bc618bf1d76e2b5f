import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { clientKey } from '../../http/rate-limit.ts'
import { memberRoute } from '../../http/routes.ts'
import { confirmOwnPassword } from './own-password.ts'
import type { AuthParts } from './parts.ts'
import { requestDeletion } from './request-deletion.ts'
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
  const { db, guard, signIns, cookies } = parts
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
        'account by `/auth/account/keep`; then everything that is kept of the member is deleted for good. The last administrator stays: 409 `last_admin`.',
      body,
      response: {
        200: z.object({ success: z.literal(true), deletion_at: z.iso.datetime() }).meta({ id: 'DeletionRequested' }),
        ...problems(400, 401, 403, 409, 413, 415, 422, 429, 503),
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
      const actor = { kind: 'member', sub } as const
      const untilMs = await requestDeletion(parts, sub, { actor, requestId: request.id })
      if (untilMs === undefined) throw new AppError('unauthenticated', 'Not authenticated')
      guard.forget(sub)
      cookies.clear(reply)
      return { success: true as const, deletion_at: new Date(untilMs).toISOString() }
    },
  })
}
