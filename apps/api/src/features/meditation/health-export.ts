import { Readable } from 'node:stream'
import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import { csvRow } from '../../text/csv.ts'
import { type HealthRow, selectHealthPage } from './health-query.ts'
import type { MeditationParts } from './parts.ts'

/** By the names of Health Connect, without their prefix. */
const KINDS = ['breathing', 'meditation', 'unguided', 'other'] as const

const sessionSchema = z
  .object({
    id: z.guid().meta({
      description: 'Stays the same in every export: what was imported before can be told by it',
      example: '9a1c1b52-60a4-4c5e-9a51-8d0f6f6b1a11',
    }),
    type: z.literal('mindfulness').meta({
      description: 'HKCategoryTypeIdentifierMindfulSession of Apple Health, MindfulnessSessionRecord of Health Connect',
      example: 'mindfulness',
    }),
    startDate: z.iso.datetime().meta({ description: 'In UTC', example: '2026-01-01T07:00:00.000Z' }),
    endDate: z.iso.datetime().meta({
      description: 'In UTC: as many seconds after the start as were practised, pauses left out',
      example: '2026-01-01T07:05:00.000Z',
    }),
    kind: z.enum(KINDS).meta({ description: 'MINDFULNESS_SESSION_TYPE_… of Health Connect', example: 'breathing' }),
    title: z.string().nullable().meta({ description: 'What was heard; null for none', example: 'Ocean' }),
  })
  .meta({ id: 'MindfulSession', description: 'A session, as applications for health know it' })

const exportSchema = z
  .object({
    version: z.literal(1).meta({ description: 'Of this format', example: 1 }),
    sessions: z.array(sessionSchema).meta({ description: 'The oldest first', example: [] }),
  })
  .meta({ id: 'HealthExport', description: 'All own sessions for applications for health' })

type MindfulSession = z.infer<typeof sessionSchema>

const FORMATS = {
  json: { type: 'application/json; charset=utf-8', write: json },
  csv: { type: 'text/csv; charset=utf-8', write: csv },
} as const

/** Own sessions for what takes mindful minutes: docs/health-export.md. */
export function healthExport(app: App, { guard, db, clock }: MeditationParts): void {
  memberRoute(app, guard, {
    method: 'GET',
    url: '/api/meditation/health-export',
    schema: {
      operationId: 'exportForHealth',
      tags: ['meditation'],
      summary: 'Export own sessions for applications for health',
      description:
        'A file with all sessions that are over, the oldest first, in the fields of Apple Health and Health Connect. Nothing of the breath, of moods or notes is in it.',
      querystring: z.object({
        format: z.enum(['json', 'csv']).default('json').meta({ description: 'Of the file', example: 'csv' }),
      }),
      response: {
        200: {
          content: {
            'application/json': { schema: exportSchema },
            'text/csv': { schema: z.string() },
          },
        },
        ...problems(401, 403, 422, 503),
      },
    },
    handler: async (request, { userId }, reply) => {
      const { format } = request.query
      const { type, write } = FORMATS[format]
      const date = new Date(clock.nowMs()).toISOString().slice(0, 10)
      reply.type(type).header('content-disposition', `attachment; filename="better-and-bliss-health-${date}.${format}"`)
      return Readable.from(write(allOf((after) => selectHealthPage(db, { userId, after }))))
    },
  })
}

async function* allOf(pageAfter: (last: HealthRow | null) => Promise<HealthRow[]>): AsyncGenerator<MindfulSession> {
  let page: HealthRow[]
  let last: HealthRow | null = null
  do {
    page = await pageAfter(last)
    last = page.at(-1) ?? null
    // What lies within another session whole was practised there.
    for (const row of page) if (row.practised_seconds > 0) yield toSession(row)
  } while (page.length > 0)
}

function toSession({ id, started_at, practised_seconds, session_type, pattern, title }: HealthRow): MindfulSession {
  return {
    id,
    type: 'mindfulness',
    startDate: started_at.toISOString(),
    endDate: new Date(started_at.getTime() + practised_seconds * 1000).toISOString(),
    kind: kindOf(session_type, pattern),
    title,
  }
}

function kindOf(type: HealthRow['session_type'], pattern: string): MindfulSession['kind'] {
  if (type === 'listening') return 'other'
  if (type === 'timer') return 'unguided'
  if (pattern !== 'none') return 'breathing'
  return type === 'guided' ? 'meditation' : 'unguided'
}

async function* json(sessions: AsyncIterable<MindfulSession>): AsyncGenerator<string> {
  let separator = '{"version":1,"sessions":['
  for await (const session of sessions) {
    yield `${separator}\n${JSON.stringify(session)}`
    separator = ','
  }
  yield separator === ',' ? '\n]}\n' : `${separator}]}\n`
}

async function* csv(sessions: AsyncIterable<MindfulSession>): AsyncGenerator<string> {
  const columns = Object.keys(sessionSchema.shape) as (keyof MindfulSession)[]
  yield csvRow(columns)
  for await (const session of sessions) yield csvRow(columns.map((column) => session[column]))
}
