import { Readable } from 'node:stream'
import { z } from 'zod'
import type { Database } from '../../../db/database.ts'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import { type Cell, csvRow } from '../../../text/csv.ts'
import type { NewsletterParts } from '../parts.ts'
import { type SubscriberRow, selectSubscribersAfter } from './queries.ts'

const COLUMNS: Record<string, (row: SubscriberRow) => Cell> = {
  email: ({ email }) => email,
  name: ({ name }) => name,
  status: ({ status }) => status,
  source: ({ source }) => source,
  topics: ({ topics }) => topics.join(' '),
  frequency: ({ frequency }) => frequency,
  consent_at: ({ consent_at }) => momentOf(consent_at),
  confirmed_at: ({ confirmed_at }) => momentOf(confirmed_at),
  unsubscribed_at: ({ unsubscribed_at }) => momentOf(unsubscribed_at),
}
const PAGE_SIZE = 1_000

/** Subscribers as a file for a spreadsheet, written while it is read: its length costs no memory. */
export function exportSubscribers(app: App, { guard, db }: NewsletterParts): void {
  permissionRoute(app, guard, 'manage_newsletter', {
    method: 'GET',
    url: '/api/studio/subscribers/export',
    schema: {
      operationId: 'exportSubscribers',
      tags: ['studio'],
      summary: 'Export subscribers as CSV',
      description:
        'Everybody who asked for the newsletter: how that stands, where it was asked, when they agreed and when they confirmed.',
      response: { 200: { content: { 'text/csv': { schema: z.string() } } }, ...problems(401, 403, 503) },
    },
    handler: async (_request, _member, reply) => {
      reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="subscribers.csv"')
      return Readable.from(csvOf(db))
    },
  })
}

/** RFC 4180. */
async function* csvOf(db: Database): AsyncGenerator<string> {
  yield csvRow(Object.keys(COLUMNS))
  let afterId: string | null = null
  let page: SubscriberRow[]
  do {
    page = await selectSubscribersAfter(db, { afterId, limit: PAGE_SIZE })
    afterId = page.at(-1)?.id ?? null
    yield page.map((row) => csvRow(Object.values(COLUMNS).map((cellOf) => cellOf(row)))).join('')
  } while (page.length === PAGE_SIZE)
}

function momentOf(at: Date | null): string | null {
  return at?.toISOString() ?? null
}
