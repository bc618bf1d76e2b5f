import { z } from 'zod'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import { type ActRow, countActs, selectActs } from '../../../members/audit-queries.ts'
import { COUNTED, countedFields, countedOf, mostCounted } from '../counted.ts'
import type { StudioRouteParts } from '../parts.ts'
import { actFilters, toFilters } from './filters.ts'
import { selectNames } from './queries.ts'

const actSchema = z
  .object({
    id: z.string().meta({ description: 'Its number in the record', example: '1204' }),
    at: z.iso.datetime().meta({ description: 'When it was done', example: '2026-05-04T20:12:00.000Z' }),
    actor_kind: z.enum(['member', 'operator', 'system', 'database']).meta({
      description: 'Who acted: somebody signed in, a command on the machine, a rule of ours, or SQL',
      example: 'member',
    }),
    actor_id: z.guid().nullable().meta({ description: 'The public id of a member who acted', example: null }),
    actor_name: z
      .string()
      .nullable()
      .meta({ description: 'What they are called now; null for who is gone', example: 'Ada' }),
    action: z.string().meta({ description: 'What was done', example: 'member.status_set' }),
    target: z
      .string()
      .meta({ description: 'The id of what it was done to', example: '3f0e6a5c-8a1d-4f7e-9a53-0d6a4c1f2b3e' }),
    target_name: z
      .string()
      .nullable()
      .meta({ description: 'What that is called now; null for what is gone', example: 'Grace' }),
    before: z.unknown().meta({ description: 'What was; null where nothing was', example: { status: 'active' } }),
    after: z.unknown().meta({ description: 'What is since; null where nothing is', example: { status: 'suspended' } }),
    request_id: z
      .string()
      .nullable()
      .meta({ description: 'The request that did it; null where none did', example: 'mfzq1-2k' }),
  })
  .meta({ id: 'RecordedAct', description: 'An act, as it was recorded' })

const pageSchema = z
  .object({
    acts: z.array(actSchema).meta({ description: 'Newest first' }),
    ...countedFields('Acts'),
    limit: z.int(),
    offset: z.int(),
  })
  .meta({ id: 'RecordedActPage', description: 'One page of the record of acts' })

export function listActs(app: App, { guard, db }: StudioRouteParts): void {
  permissionRoute(app, guard, 'view_audit', {
    method: 'GET',
    url: '/api/studio/audit',
    schema: {
      operationId: 'listActs',
      tags: ['studio'],
      summary: 'Who did what',
      description:
        'The record of acts, newest first. Nothing in it is ever changed; `/api/studio/audit/chain` shows whether that is so.',
      querystring: z.object({
        ...actFilters,
        limit: z.coerce.number().int().min(1).max(100).default(50),
        offset: z.coerce.number().int().min(0).max(COUNTED).default(0),
      }),
      response: { 200: pageSchema, ...problems(401, 403, 422, 503) },
    },
    handler: async ({ query: { limit, offset, ...query } }) => {
      const filters = await toFilters(db, query)
      const most = mostCounted({ offset, isNarrowed: Object.keys(filters).length > 0 })
      const [rows, found] = await Promise.all([
        selectActs(db, filters, { limit, offset }),
        countActs(db, filters, most),
      ])
      const ids = rows.flatMap(({ actor_sub, target }) => (actor_sub ? [actor_sub, target] : [target]))
      const names = await selectNames(db, [...new Set(ids)].filter(isGuid))
      return { acts: rows.map((row) => toAct(row, names)), ...countedOf(found, most), limit, offset }
    },
  })
}

function isGuid(id: string): boolean {
  return z.guid().safeParse(id).success
}

function toAct({ actor_sub, at, ...row }: ActRow, names: ReadonlyMap<string, string>): z.infer<typeof actSchema> {
  return {
    ...row,
    at: at.toISOString(),
    actor_id: actor_sub,
    actor_name: actor_sub === null ? null : (names.get(actor_sub) ?? null),
    target_name: names.get(row.target) ?? null,
  }
}
