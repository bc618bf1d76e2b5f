import { z } from 'zod'
import type { Database } from '../../db/database.ts'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { sendJson } from '../../http/cached-responses.ts'
import { problems } from '../../http/problems.ts'
import { publicRoute } from '../../http/routes.ts'
import { LEAST_PEOPLE, mergeSmall } from '../../merge-small.ts'
import { mostRecent } from '../../most-recent.ts'
import type { AnalyticsParts } from './parts.ts'
import { selectFacets, selectSummary } from './queries.ts'
import type { Counts } from './view-counts.ts'

const FACET_DAYS = 30
const MOST_KEPT = 10_000

const cells = z.array(
  z
    .object({ value: z.string().meta({ description: 'What they have in common', example: 'phone' }), views: z.int() })
    .meta({ id: 'ViewCell' }),
)

const summarySchema = z
  .object({
    content_id: z.guid(),
    total_views: z.int().describe('Since the item is there'),
    viewers: z.int().describe('Each once a day'),
    total_watch_seconds: z.int().describe('Seconds watched, of all views'),
    average_watch_duration: z.number().describe('Seconds a view'),
    completion_rate: z.number().describe('0 to 1: of the views, how many came to the end'),
    views_last_7_days: z.int().describe('Views of today and six days before'),
    views_last_30_days: z.int().describe('Views of today and 29 days before'),
    devices: cells.describe('Views by device'),
    countries: cells.describe('Views by country, ISO 3166; none where nobody tells it'),
    sources: cells.describe('Views by what led to the item, as players told it'),
  })
  .meta({ id: 'ViewSummary' })

interface Ready {
  /** What the answer was made of. */
  counts: Counts
  day: string
  answer: Buffer
}

export function summary(app: App, { db, clock, findItem, counts }: AnalyticsParts): void {
  const ready = mostRecent<string, Ready>(MOST_KEPT)
  const today = () => new Date(clock.nowMs()).toISOString().slice(0, 10)

  function readyFor(contentId: string): Buffer | undefined {
    const known = ready.get(contentId)
    return known && known.counts === counts.of(contentId) && known.day === today() ? known.answer : undefined
  }

  publicRoute(app, {
    method: 'GET',
    url: '/api/analytics/summary/:content_id',
    schema: {
      operationId: 'getViewSummary',
      tags: ['analytics'],
      summary: 'Get analytics summary',
      description:
        `How an item is viewed. Days are those of UTC; devices, countries and sources are of ${FACET_DAYS} days, and what fewer than ` +
        `${LEAST_PEOPLE} people have in common on a day is told as \`other\`.`,
      params: z.object({ content_id: z.guid() }),
      response: { 200: summarySchema, ...problems(400, 404, 503) },
    },
    cached: ({ params }) => {
      const id = (params as { content_id: string }).content_id
      return counts.isFresh() && findItem(id) ? readyFor(id) : undefined
    },
    handler: async ({ params }, reply) => {
      const item = findItem(params.content_id.toLowerCase())
      if (!item) throw new AppError('not_found', 'Content not found')
      await counts.refresh()
      const madeOf = { counts: counts.of(item.id), day: today() }
      const answer =
        readyFor(item.id) ?? Buffer.from(JSON.stringify(await summarise(db, item.id, madeOf.counts, madeOf.day)))
      ready.set(item.id, { ...madeOf, answer })
      return sendJson(reply, answer)
    },
  })
}

async function summarise(
  db: Database,
  contentId: string,
  { views, watchSeconds }: Counts,
  day: string,
): Promise<z.infer<typeof summarySchema>> {
  const [days, facets] = await Promise.all([
    selectSummary(db, contentId, day),
    selectFacets(db, contentId, { day, days: FACET_DAYS }),
  ])
  const cellsOf = (facet: string) => mergeSmall(facets.filter((row) => row.facet === facet))
  return {
    content_id: contentId,
    total_views: views,
    viewers: days.viewers,
    total_watch_seconds: watchSeconds,
    average_watch_duration: views > 0 ? Math.round((10 * watchSeconds) / views) / 10 : 0,
    completion_rate: views > 0 ? Math.min(1, Math.round((1000 * days.reached_end) / views) / 1000) : 0,
    views_last_7_days: days.views_7,
    views_last_30_days: days.views_30,
    devices: cellsOf('device'),
    countries: cellsOf('country'),
    sources: cellsOf('source'),
  }
}
