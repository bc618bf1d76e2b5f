import { z } from 'zod'
import { AppError } from '../../../errors.ts'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import { audit } from '../../../members/audit.ts'
import type { StudioRouteParts } from '../parts.ts'
import { failMediaJob, hasEnded } from './media-job-queries.ts'
import { ownJob } from './own-job.ts'

export function cancel(app: App, { guard, db }: StudioRouteParts): void {
  permissionRoute(app, guard, 'manage_content', {
    method: 'POST',
    url: '/api/studio/jobs/:id/cancel',
    schema: {
      operationId: 'cancelMediaJob',
      tags: ['studio'],
      summary: 'Break off a conversion',
      description: 'It ends at once. Its files stay: it can be tried again.',
      params: z.object({ id: z.guid().meta({ description: 'The id of the conversion' }) }),
      response: { 204: z.null().describe('It is over'), ...problems(400, 401, 403, 404, 409, 413, 415, 503) },
    },
    handler: async ({ params, id: requestId }, member, reply) => {
      await db.transaction(async (tx) => {
        const job = await ownJob(tx, { id: params.id, member })
        if (hasEnded(job)) throw new AppError('already_ended', 'This conversion is over.')
        await failMediaJob(tx, job, null, 'cancelled')
        const actor = { kind: 'member', sub: member.sub } as const
        await audit(tx, { actor, action: 'media_job.cancelled', target: job.id, before: null, after: null, requestId })
      })
      reply.status(204)
      return null
    },
  })
}
