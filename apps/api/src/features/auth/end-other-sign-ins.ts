import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import { auditEnded } from './audit-ended.ts'
import type { AuthParts } from './parts.ts'

export function endOtherSignIns(app: App, { guard, db, signIns }: AuthParts): void {
  memberRoute(app, guard, {
    method: 'POST',
    url: '/auth/sessions/revoke-others',
    schema: {
      operationId: 'endOtherSignIns',
      tags: ['auth'],
      summary: 'Sign out all other devices',
      description: 'All that `DELETE /auth/sessions/{id}` says, for every session but the one that asks.',
      response: {
        200: z.object({ ended: z.int() }).meta({ id: 'EndedSignIns' }),
        ...problems(400, 401, 403, 413, 415, 503),
      },
    },
    handler: async (request, { sub, signInId: keep }) => {
      const ids = await db.transaction(async (tx) => {
        const ended = await signIns.revokeOthers(tx, sub, { keep, reason: 'revoked_by_member' })
        await auditEnded(tx, { ids: ended, sub, requestId: request.id })
        return ended
      })
      guard.forget(sub)
      return { ended: ids.length }
    },
  })
}
