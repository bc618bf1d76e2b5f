import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import type { StreamingParts } from './parts.ts'

export function endStream(app: App, { guard, sessions }: StreamingParts): void {
  memberRoute(app, guard, {
    method: 'DELETE',
    url: '/api/streaming/sessions/:id',
    schema: {
      operationId: 'endStream',
      tags: ['streaming'],
      summary: 'End a stream',
      description:
        'Its place is free at once, and its addresses open nothing within 5 s. A player whose page closes ends its own; ' +
        'every stream of the member can be ended from every device. Ending one that has ended is no error.',
      params: z.object({ id: z.guid() }),
      response: { 204: z.null(), ...problems(400, 401, 403, 404, 413, 415, 503) },
    },
    handler: async (request, member, reply) => {
      if (!(await sessions.end(member, request.params.id.toLowerCase()))) {
        throw new AppError('not_found', 'Stream not found')
      }
      reply.code(204)
    },
  })
}
