import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import { audit } from '../../members/audit.ts'
import type { AuthParts } from './parts.ts'
import { selectUserBySub, updateDeletionRequest } from './queries.ts'
import { toUser, userSchema } from './schemas.ts'

export function keepAccount(app: App, { db, guard }: AuthParts): void {
  memberRoute(app, guard, {
    method: 'POST',
    url: '/auth/account/keep',
    schema: {
      operationId: 'keepAccount',
      tags: ['auth'],
      summary: 'Keep an account whose deletion was asked for',
      description: 'Says the same of an account that nobody asked to delete.',
      response: { 200: userSchema, ...problems(400, 401, 403, 413, 415, 503) },
    },
    handler: async (request, member) => {
      const { sub } = member
      await db.transaction(async (tx) => {
        if (!(await updateDeletionRequest(tx, { sub, requestedAtMs: null }))) {
          // A worker may have deleted it a moment ago: nobody is told that they keep what is gone.
          if ((await selectUserBySub(tx, sub))?.status === 'active') return
          throw new AppError('unauthenticated', 'Not authenticated')
        }
        const act = { action: 'account.deletion_cancelled', target: sub, before: null, after: null } as const
        await audit(tx, { ...act, actor: { kind: 'member', sub }, requestId: request.id })
      })
      guard.forget(sub)
      return toUser({ ...member, deletionAtMs: null })
    },
  })
}
