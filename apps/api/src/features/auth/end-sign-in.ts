import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import { auditEnded } from './audit-ended.ts'
import type { AuthParts } from './parts.ts'

export function endSignIn(app: App, { guard, db, signIns, cookies }: AuthParts): void {
  memberRoute(app, guard, {
    method: 'DELETE',
    url: '/auth/sessions/:id',
    setsCookies: true,
    schema: {
      operationId: 'endSignIn',
      tags: ['auth'],
      summary: 'Sign out one device',
      description:
        'Its tokens, streams and sockets end within 5 s, and it cannot be renewed. Ending the one that asks clears its cookies, as logout does.',
      params: z.object({ id: z.guid() }),
      response: { 204: z.null(), ...problems(400, 401, 403, 404, 413, 415, 503) },
    },
    handler: async (request, member, reply) => {
      const { id } = request.params
      const ended = await db.transaction(async (tx) => {
        const lived = await signIns.revokeOwn(tx, member.sub, { signInId: id, reason: 'revoked_by_member' })
        if (lived) await auditEnded(tx, { ids: [id], sub: member.sub, requestId: request.id })
        return lived
      })
      if (!ended) throw new AppError('not_found', 'Session not found')
      guard.forget(member.sub)
      if (id === member.signInId) cookies.clear(reply)
      reply.code(204)
    },
  })
}
