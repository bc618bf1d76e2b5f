import { z } from 'zod'
import type { Database } from '../../db/database.ts'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { permissionRoute } from '../../http/routes.ts'
import { LEAST_PEOPLE } from '../../merge-small.ts'
import { facets, spanSchema, toFacets, toSpan } from './figures.ts'
import type { InsightsParts } from './parts.ts'
import { type Comparison, comparedWith, compareQuery, type Period, periodOf, periodQuery } from './period.ts'
import {
  type ItemInfo,
  type QualityRow,
  selectFacets,
  selectItem,
  selectItemDays,
  selectPositions,
  selectQuality,
  selectReached,
} from './queries.ts'

const classSchema = z
  .object({
    value: z.string().meta({ description: 'What they have in common', example: '500' }),
    views: z.int().meta({ description: 'How many views', example: 75 }),
  })
  .meta({ id: 'PlayClass', description: 'Views that played alike' })

const itemSchema = z
  .object({
    content_id: z.guid().describe('The id of the item'),
    title: z.string().meta({ description: 'What it is called', example: 'Waves at Dawn' }),
    duration_seconds: z.int().nullable().meta({ description: 'How long it is; null where nobody knows', example: 600 }),
    period: spanSchema,
    compared: spanSchema.nullable().describe('The period to compare with; null for none'),
    reached: z
      .object({
        quarter: z.int().meta({ description: 'Views that came to a quarter of it', example: 110 }),
        half: z.int().meta({ description: 'Views that came to its half', example: 90 }),
        end: z.int().meta({ description: 'Views that came to its end', example: 64 }),
      })
      .describe('How far views came'),
    retention: z
      .array(
        z
          .object({
            second: z.int().meta({ description: 'Where a part of the item begins', example: 120 }),
            views: z.int().meta({ description: 'Views that saw it', example: 84 }),
          })
          .meta({ id: 'RetentionPoint', description: 'How many saw a part of the item' }),
      )
      .describe(
        `Parts of ten seconds, as players reported them; empty with fewer than ${LEAST_PEOPLE} viewers on any one day`,
      ),
    quality: z
      .object({
        starts: z.array(classSchema).describe('Milliseconds that starts took at the most, shortest first'),
        stalls: z.array(classSchema).describe('How often it stood still; 10: ten times or more'),
        heights: z.array(classSchema).describe('Heights of the picture; 0: sound alone'),
        errors: z.array(classSchema).describe('What went wrong'),
      })
      .describe('How it played'),
    ...facets,
  })
  .meta({ id: 'ItemInsight', description: 'How an item was watched in a period' })

export function item(app: App, { guard, db, clock, binSeconds }: InsightsParts): void {
  permissionRoute(app, guard, 'view_analytics', {
    method: 'GET',
    url: '/api/studio/analytics/content/:content_id',
    schema: {
      operationId: 'getItemInsight',
      tags: ['studio'],
      summary: 'Get how an item was watched',
      description:
        'Views of an item in a period, by day and by where they came from, how far they came, and how it played. It names nobody.',
      params: z.object({ content_id: z.guid() }),
      querystring: z.object({ ...periodQuery, compare: compareQuery }),
      response: { 200: itemSchema, ...problems(400, 401, 403, 404, 422, 503) },
    },
    handler: async ({ params: { content_id }, query: { compare, ...query } }) => {
      const period = periodOf(query, clock.nowMs())
      const info = await selectItem(db, content_id)
      if (!info) throw new AppError('not_found', 'Content not found')
      return answer(db, info, { period, compare, binSeconds })
    },
  })
}

interface Wanted extends Pick<InsightsParts, 'binSeconds'> {
  period: Period
  compare: Comparison
}

async function answer(
  db: Database,
  { id, title, duration_seconds }: ItemInfo,
  { period, compare, binSeconds }: Wanted,
): Promise<z.infer<typeof itemSchema>> {
  const before = comparedWith(period, compare)
  const [days, daysBefore, reached, positions, quality, facetRows] = await Promise.all([
    selectItemDays(db, id, period),
    before && selectItemDays(db, id, before),
    selectReached(db, id, period),
    selectPositions(db, id, { ...period, binSeconds }),
    selectQuality(db, id, period),
    selectFacets(db, id, period),
  ])
  const span = toSpan(period, days)
  // So many different people there surely are: over days, one person is several viewers.
  const people = Math.max(0, ...days.map(({ viewers }) => viewers))
  return {
    content_id: id,
    title,
    duration_seconds,
    period: span,
    compared: before && toSpan(before, daysBefore ?? []),
    reached,
    retention: people < LEAST_PEOPLE ? [] : positions,
    quality: toQuality(quality),
    ...toFacets(facetRows),
  }
}

function toQuality(rows: readonly QualityRow[]) {
  const of = (measure: QualityRow['measure']) =>
    rows.filter((row) => row.measure === measure).map(({ value, views }) => ({ value, views }))
  return { starts: of('start'), stalls: of('stalls'), heights: of('height'), errors: of('error') }
}
