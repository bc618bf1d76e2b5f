import { TIERS } from '@better-and-bliss/membership'
import { z } from 'zod'
import type { App } from '../../../http/app.ts'
import { paging } from '../../../http/paging.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import { countedFields } from '../counted.ts'
import type { StudioRouteParts } from '../parts.ts'
import { searchField, tagField } from './fields.ts'
import { LIST_SORTS, selectItemsPage } from './list-queries.ts'
import { scopeOf } from './rights.ts'
import { STATUSES, studioItemSchema } from './schemas.ts'
import { toItem } from './to-content.ts'

const pageSchema = z
  .object({
    content: z.array(studioItemSchema),
    ...countedFields('Items'),
    limit: z.int(),
    offset: z.int(),
  })
  .meta({ id: 'StudioItemPage', description: 'One page of the items of the studio' })

const only = (what: string) => ({ description: `Only those ${what}` })

const querystring = z.object({
  q: searchField.optional().meta({ description: 'Part of a title or a slug, or a tag', example: 'sea' }),
  status: z
    .enum(STATUSES)
    .optional()
    .meta({ ...only('with this status'), example: 'draft' }),
  deleted: z.stringbool().default(false).meta({ description: 'Those that were deleted, instead of the others' }),
  review: z
    .stringbool()
    .optional()
    .meta({ ...only('that wait for a review, or do not'), example: 'true' }),
  tier: z
    .enum(TIERS)
    .optional()
    .meta({ ...only('that this subscription opens'), example: 'premium' }),
  content_type: z
    .enum(['video', 'audio'])
    .optional()
    .meta({ ...only('of this kind'), example: 'audio' }),
  category: z.guid().optional().meta(only('of the category with this id')),
  expert: z.guid().optional().meta(only('of the expert with this id')),
  series: z.guid().optional().meta(only('of the series with this id')),
  tag: tagField.optional().meta({ ...only('with this tag'), example: 'sleep' }),
  featured: z
    .stringbool()
    .optional()
    .meta({ ...only('that are put forward, or are not'), example: 'true' }),
  sort: z.enum(LIST_SORTS).default('updated').meta({ description: 'By what', example: 'updated' }),
  order: z
    .enum(['asc', 'desc'])
    .default('desc')
    .meta({ description: 'From the least, or from the most', example: 'desc' }),
  ...paging,
})

export function list(app: App, { guard, db, itemPictureUrl }: StudioRouteParts): void {
  permissionRoute(app, guard, 'view_studio_content', {
    method: 'GET',
    url: '/api/studio/content',
    schema: {
      operationId: 'listStudioContent',
      tags: ['studio'],
      summary: 'List items of the studio',
      description: 'Whatever their status. Who makes items sees their own, who looks after all of them sees all.',
      querystring,
      response: { 200: pageSchema, ...problems(401, 403, 422, 503) },
    },
    handler: async ({ query: { sort, order, limit, offset, ...filters } }, member) => {
      const { rows, ...counted } = await selectItemsPage(db, scopeOf(member), filters, { sort, order, limit, offset })
      return { content: rows.map((row) => toItem(row, itemPictureUrl)), ...counted, limit, offset }
    },
  })
}
