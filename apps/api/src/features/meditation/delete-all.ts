import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import type { MeditationParts } from './parts.ts'
import { deleteSomeSessions, endSittings } from './queries.ts'

/** So many at a time take a fraction of a statement's time limit, however long they were. */
const BATCH_SIZE = 50

export function deleteAll(app: App, { guard, db }: MeditationParts): void {
  memberRoute(app, guard, {
    method: 'DELETE',
    // Not '/api/meditation/sessions': an id that is lost on its way must not turn "delete one" into "delete all".
    url: '/api/meditation/practice',
    schema: {
      operationId: 'deleteAllSessions',
      tags: ['meditation'],
      summary: 'Delete all own sessions and breath data',
      description: 'Everything that is known of the practice and the breath of the member, for good.',
      response: { 204: z.null(), ...problems(400, 401, 403, 413, 415, 503) },
    },
    handler: async (_request, { userId }, reply) => {
      await endSittings(db, { userId, sessionId: null })
      while ((await deleteSomeSessions(db, { userId, limit: BATCH_SIZE })) === BATCH_SIZE) {}
      reply.code(204)
    },
  })
}
