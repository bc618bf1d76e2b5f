import { z } from 'zod'
import { AppError } from '../../../errors.ts'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import { audit } from '../../../members/audit.ts'
import { isForMembersAlready } from '../content/answers.ts'
import { selectContent } from '../content/content-queries.ts'
import { mayBring } from '../content/rights.ts'
import type { StudioRouteParts } from '../parts.ts'
import { askForRetry } from './job-queries.ts'
import { ownJob } from './own-job.ts'

export function retry(app: App, { guard, db, creatorsPublish }: StudioRouteParts): void {
  permissionRoute(app, guard, 'manage_content', {
    method: 'POST',
    url: '/api/studio/jobs/:id/retry',
    schema: {
      operationId: 'retryMediaJob',
      tags: ['studio'],
      summary: 'Convert again',
      description: 'Another attempt at a conversion that has failed or was cancelled, from the same files.',
      params: z.object({ id: z.guid().meta({ description: 'The id of the conversion' }) }),
      response: {
        204: z.null().describe('It waits for its turn'),
        ...problems(400, 401, 403, 404, 409, 413, 415, 503),
      },
    },
    handler: async ({ params, id: requestId }, member, reply) => {
      await db.transaction(async (tx) => {
        const job = await ownJob(tx, { id: params.id, member })
        if (job.state !== 'failed' && job.state !== 'cancelled') {
          throw new AppError('not_under_way', 'Only a conversion that has failed or was cancelled can be tried again.')
        }
        if (!job.is_newest) throw new AppError('already_ended', 'The item has another conversion since then.')
        const item = await selectContent(tx, job.content_id, null)
        if (!item || !mayBring(member, item, creatorsPublish)) throw isForMembersAlready()
        if (job.is_stopping) throw new AppError('not_ready', 'It is still being broken off. Try again in a minute.')
        await askForRetry(tx, job)
        const actor = { kind: 'member', sub: member.sub } as const
        await audit(tx, { actor, action: 'media_job.retried', target: job.id, before: null, after: null, requestId })
      })
      reply.status(204)
      return null
    },
  })
}
