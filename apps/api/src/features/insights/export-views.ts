import { Readable } from 'node:stream'
import { z } from 'zod'
import type { Database } from '../../db/database.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { permissionRoute } from '../../http/routes.ts'
import { type Cell, csvRow } from '../../text/csv.ts'
import { toFigures } from './figures.ts'
import type { InsightsParts } from './parts.ts'
import { daysOf, type Period, periodOf, periodQuery } from './period.ts'
import { type ExportRow, selectExport } from './queries.ts'

const COLUMNS: Record<string, (row: ExportRow) => Cell> = {
  date: ({ day }) => day,
  content_id: ({ content_id }) => content_id,
  title: ({ title }) => title,
  views: ({ views }) => views,
  viewers: ({ viewers }) => viewers,
  watch_minutes: (row) => toFigures(row).watch_minutes,
  reached_quarter: ({ reached_quarter }) => reached_quarter,
  reached_half: ({ reached_half }) => reached_half,
  reached_end: ({ completions }) => completions,
}

/** Views as a file for a spreadsheet, written while it is read: its length costs no memory. */
export function exportViews(app: App, { guard, db, clock }: InsightsParts): void {
  permissionRoute(app, guard, 'view_analytics', {
    method: 'GET',
    url: '/api/studio/analytics/export',
    schema: {
      operationId: 'exportViews',
      tags: ['studio'],
      summary: 'Export views as CSV',
      description: 'A row for each day and item that was viewed on it: how often, by how many, how long and how far.',
      querystring: z.object({
        ...periodQuery,
        content_id: z.guid().optional().describe('Only of this item'),
      }),
      response: {
        200: { content: { 'text/csv': { schema: z.string() } } },
        ...problems(401, 403, 422, 503),
      },
    },
    handler: async ({ query: { content_id, ...query } }, _member, reply) => {
      const period = periodOf(query, clock.nowMs())
      reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="views-${period.from}-${period.to}.csv"`)
      return Readable.from(csvOf(db, content_id ?? null, period))
    },
  })
}

/** How many days are read at once. */
const PAGE_DAYS = 31

/** RFC 4180. */
async function* csvOf(db: Database, contentId: string | null, period: Period): AsyncGenerator<string> {
  yield csvRow(Object.keys(COLUMNS))
  const days = daysOf(period)
  for (let index = 0; index < days.length; index += PAGE_DAYS) {
    const [from = period.from, ...rest] = days.slice(index, index + PAGE_DAYS)
    const rows = await selectExport(db, contentId, { from, to: rest.at(-1) ?? from })
    yield rows.map((row) => csvRow(Object.values(COLUMNS).map((cellOf) => cellOf(row)))).join('')
  }
}
