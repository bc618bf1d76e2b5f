import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import { sessionNotFound } from './own-session.ts'
import type { MeditationParts } from './parts.ts'
import { deleteSession as deleteSessionRow } from './queries.ts'
import { sessionParams } from './schemas.ts'

export function deleteSession(app: App, { guard, db }: MeditationParts): void {
  memberRoute(app, guard, {
    method: 'DELETE',
    url: '/api/meditation/sessions/:id',
    schema: {
      operationId: 'deleteSession',
      tags: ['meditation'],
      summary: 'Delete a session and all that was detected in it',
      description: 'For good, and at once; a socket that is still open for it is closed.',
      params: sessionParams,
      response: { 204: z.null(), ...problems(400, 401, 403, 404, 413, 415, 503) },
    },
    handler: async (request, member, reply) => {
      const existed = await deleteSessionRow(db, { id: request.params.id, userId: member.userId })
      if (!existed) throw sessionNotFound()
      reply.code(204)
    },
  })
}
