import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import type { AuthParts } from './parts.ts'
import { selectUserBySub } from './queries.ts'
import { cancelDeletion } from './request-deletion.ts'
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
      const isKept = await cancelDeletion({ db }, sub, { actor: { kind: 'member', sub }, requestId: request.id })
      // A worker may have deleted it a moment ago: nobody is told that they keep what is gone.
      if (!isKept && (await selectUserBySub(db, sub))?.status !== 'active')
        throw new AppError('unauthenticated', 'Not authenticated')
      guard.forget(sub)
      return toUser({ ...member, deletionAtMs: null })
    },
  })
}
