import { z } from 'zod'
import type { Database } from '../../db/database.ts'
import { eventPages } from './events.ts'
import { allSessions } from './export-pages.ts'
import type { EventRow } from './queries.ts'
import { summarySchema, timelineEventSchema } from './schemas.ts'
import { toSummary } from './summary.ts'

const exportedEventSchema = z.object({
  id: z.guid(),
  ...timelineEventSchema.shape,
  timestamp: z.iso.datetime(),
  volume_rms: z.number().nullable(),
  spectral_centroid: z.number().nullable(),
})

export const exportedSessionSchema = z
  .object({ ...summarySchema.shape, events: z.array(exportedEventSchema) })
  .meta({ id: 'ExportedSession' })

/** The text of a JSON list, a page of phases at a time. */
export async function* jsonOf(db: Database, userId: string): AsyncGenerator<string> {
  let separator = '['
  for await (const session of allSessions(db, userId)) {
    yield `${separator}\n${JSON.stringify(toSummary(session)).slice(0, -1)},"events":`
    yield* eventsOf(db, session.id)
    yield '}'
    separator = ','
  }
  yield separator === '[' ? '[]\n' : '\n]\n'
}

async function* eventsOf(db: Database, sessionId: string): AsyncGenerator<string> {
  let separator = '['
  for await (const page of eventPages(db, sessionId)) {
    if (page.length === 0) continue
    yield separator + page.map((event) => `\n  ${JSON.stringify(toExportedEvent(event))}`).join(',')
    separator = ','
  }
  yield separator === '[' ? '[]' : ']'
}

function toExportedEvent(event: EventRow): z.infer<typeof exportedEventSchema> {
  return { ...event, timestamp: event.timestamp.toISOString() }
}
