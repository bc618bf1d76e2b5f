import { z } from 'zod'
import type { App } from '../../../http/app.ts'
import { paging } from '../../../http/paging.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import { scopeOf } from '../content/rights.ts'
import { countedFields, countedOf, mostCounted } from '../counted.ts'
import type { StudioRouteParts } from '../parts.ts'
import { countMediaJobs, JOB_STATES, selectMediaJobs } from './job-queries.ts'
import { jobSchema, toJob } from './job-schema.ts'

const pageSchema = z
  .object({
    jobs: z.array(jobSchema).describe('Newest first'),
    ...countedFields('Conversions'),
    limit: z.int(),
    offset: z.int(),
  })
  .meta({ id: 'MediaJobPage', description: 'One page of the conversions' })

export function listJobs(app: App, { guard, db }: StudioRouteParts): void {
  permissionRoute(app, guard, 'manage_content', {
    method: 'GET',
    url: '/api/studio/jobs',
    schema: {
      operationId: 'listMediaJobs',
      tags: ['studio'],
      summary: 'List conversions of media',
      description:
        'Those of the items that the caller looks after, newest first, with state, progress and the cause of a failure. Ended ' +
        'ones are listed for JOBS_KEEP_DAYS.',
      querystring: z.object({
        state: z.enum(JOB_STATES).optional().meta({ description: 'Only those in this state', example: 'failed' }),
        ...paging,
      }),
      response: { 200: pageSchema, ...problems(401, 403, 422, 503) },
    },
    handler: async ({ query: { state, limit, offset } }, member) => {
      const ownerId = scopeOf(member)
      const most = mostCounted({ offset, isNarrowed: state !== undefined })
      const [rows, found] = await Promise.all([
        selectMediaJobs(db, { state, limit, offset, ownerId }),
        countMediaJobs(db, { state, ownerId, most }),
      ])
      return { jobs: rows.map(toJob), ...countedOf(found, most), limit, offset }
    },
  })
}
