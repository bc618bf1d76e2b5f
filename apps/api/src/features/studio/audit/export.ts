import { Readable } from 'node:stream'
import { z } from 'zod'
import type { Database } from '../../../db/database.ts'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import { type ActCursor, type ActFilters, type ActRow, selectActsAfter } from '../../../members/audit-queries.ts'
import { type Cell, csvRow } from '../../../text/csv.ts'
import type { StudioRouteParts } from '../parts.ts'
import { actFilters, toFilters } from './filters.ts'

const COLUMNS: Record<string, (row: ActRow) => Cell> = {
  id: ({ id }) => id,
  at: ({ at }) => at.toISOString(),
  actor_kind: ({ actor_kind }) => actor_kind,
  actor_id: ({ actor_sub }) => actor_sub,
  action: ({ action }) => action,
  target: ({ target }) => target,
  before: ({ before }) => jsonOf(before),
  after: ({ after }) => jsonOf(after),
  request_id: ({ request_id }) => request_id,
}

/** The record as a file for a spreadsheet, written while it is read: its length costs no memory. */
export function exportActs(app: App, { guard, db }: StudioRouteParts): void {
  permissionRoute(app, guard, 'view_audit', {
    method: 'GET',
    url: '/api/studio/audit/export',
    schema: {
      operationId: 'exportActs',
      tags: ['studio'],
      summary: 'Export the record of acts as CSV',
      description: 'A row for each act, newest first, narrowed as the list is. People are named by their ids.',
      querystring: z.object(actFilters),
      response: {
        200: { content: { 'text/csv': { schema: z.string() } } },
        ...problems(401, 403, 422, 503),
      },
    },
    handler: async ({ query }, _member, reply) => {
      const filters = await toFilters(db, query)
      reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="acts.csv"')
      return Readable.from(csvOf(db, filters))
    },
  })
}

const PAGE_SIZE = 1_000

async function* csvOf(db: Database, filters: ActFilters): AsyncGenerator<string> {
  yield csvRow(Object.keys(COLUMNS))
  let after: ActCursor | null = null
  for (;;) {
    const rows: Awaited<ReturnType<typeof selectActsAfter>> = await selectActsAfter(db, filters, {
      after,
      limit: PAGE_SIZE,
    })
    yield rows.map((row) => csvRow(Object.values(COLUMNS).map((cellOf) => cellOf(row)))).join('')
    const last = rows.at(-1)
    if (!last || rows.length < PAGE_SIZE) return
    after = { id: last.id, at: last.exact_at }
  }
}

function jsonOf(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value)
}
