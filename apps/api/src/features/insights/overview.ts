import { z } from 'zod'
import type { Database } from '../../db/database.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { permissionRoute } from '../../http/routes.ts'
import { facets, figuresSchema, spanSchema, toFacets, toFigures, toSpan } from './figures.ts'
import type { InsightsParts } from './parts.ts'
import { type Comparison, comparedWith, compareQuery, type Period, periodOf, periodQuery } from './period.ts'
import { selectDays, selectFacets, selectItems, selectViewsOf } from './queries.ts'

const MOST_ITEMS = 100

const itemSchema = figuresSchema
  .extend({
    content_id: z.guid().describe('The id of the item'),
    title: z.string().meta({ description: 'What it is called', example: 'Waves at Dawn' }),
    views_before: z
      .int()
      .nullable()
      .meta({ description: 'Views in the compared period; null without one', example: 110 }),
  })
  .meta({ id: 'ViewedItem', description: 'An item, and what its views amount to' })

const overviewSchema = z
  .object({
    period: spanSchema,
    compared: spanSchema.nullable().describe('The period to compare with; null for none'),
    items: z.array(itemSchema).describe(`Items by views, most first, ${MOST_ITEMS} at most`),
    ...facets,
  })
  .meta({ id: 'ViewOverview', description: 'What was watched in a period' })

export function overview(app: App, { guard, db, clock }: InsightsParts): void {
  permissionRoute(app, guard, 'view_analytics', {
    method: 'GET',
    url: '/api/studio/analytics/overview',
    schema: {
      operationId: 'getViewOverview',
      tags: ['studio'],
      summary: 'Get what was watched',
      description:
        'Views of all items in a period, by day, by item and by where they came from, beside those of another period. It names nobody.',
      querystring: z.object({ ...periodQuery, compare: compareQuery }),
      response: { 200: overviewSchema, ...problems(401, 403, 422, 503) },
    },
    handler: async ({ query: { compare, ...query } }) => answer(db, periodOf(query, clock.nowMs()), compare),
  })
}

async function answer(db: Database, period: Period, compare: Comparison): Promise<z.infer<typeof overviewSchema>> {
  const before = comparedWith(period, compare)
  const [days, daysBefore, items, facetRows] = await Promise.all([
    selectDays(db, period),
    before && selectDays(db, before),
    selectItems(db, period, MOST_ITEMS),
    selectFacets(db, null, period),
  ])
  const ids = items.map(({ id }) => id)
  const viewsBefore =
    before && new Map((await selectViewsOf(db, ids, before)).map((row) => [row.content_id, row.views]))
  return {
    period: toSpan(period, days),
    compared: before && toSpan(before, daysBefore ?? []),
    items: items.map(({ id, title, ...amounts }) => ({
      content_id: id,
      title,
      ...toFigures(amounts),
      views_before: viewsBefore && (viewsBefore.get(id) ?? 0),
    })),
    ...toFacets(facetRows),
  }
}
