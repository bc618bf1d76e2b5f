import { z } from 'zod'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import type { StudioRouteParts } from '../parts.ts'
import { countMediaJobs, JOB_STATES, type ListedJob, selectMediaJobs } from './job-queries.ts'

const jobSchema = z
  .object({
    id: z.guid().describe('The id of the conversion'),
    content_id: z.guid(),
    title: z.string(),
    state: z.enum(JOB_STATES).describe('`playable`: its lightest rendition plays while the others are made'),
    progress: z.number().min(0).max(1).meta({ description: 'How much is done, from 0 to 1', example: 0.4 }),
    failure: z.string().nullable().meta({
      description: 'Why it failed, or what it waits for before it is tried again, in words; null without either',
      example: 'The picture of this file cannot be decoded: it is damaged.',
    }),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime().describe('When its state or progress changed last'),
  })
  .meta({ id: 'MediaJob', description: 'The conversion of a file into what can be played' })

const pageSchema = z
  .object({
    jobs: z.array(jobSchema).describe('Newest first'),
    total: z.int().describe('Conversions on all pages'),
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
        'Newest first, with state, progress and the cause of a failure. Ended ones are listed for JOBS_KEEP_DAYS.',
      querystring: z.object({
        state: z.enum(JOB_STATES).optional().meta({ description: 'Only those in this state', example: 'failed' }),
        limit: z.coerce.number().int().min(1).max(100).default(20),
        offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
      }),
      response: { 200: pageSchema, ...problems(401, 403, 422, 503) },
    },
    handler: async ({ query: { state, limit, offset } }) => {
      const [rows, total] = await Promise.all([
        selectMediaJobs(db, { state, limit, offset }),
        countMediaJobs(db, state),
      ])
      return { jobs: rows.map(toJob), total, limit, offset }
    },
  })
}

function toJob(row: ListedJob): z.infer<typeof jobSchema> {
  return { ...row, created_at: row.created_at.toISOString(), updated_at: row.updated_at.toISOString() }
}
