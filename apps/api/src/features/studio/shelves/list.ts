import { z } from 'zod'
import type { App } from '../../../http/app.ts'
import { paging } from '../../../http/paging.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import { searchField } from '../content/fields.ts'
import type { StudioRouteParts } from '../parts.ts'
import { toShelf } from './changes.ts'
import { countShelves, SORTS, selectShelfPage } from './queries.ts'
import { schemasOf } from './schemas.ts'
import type { Shelf } from './shelf.ts'

const querystring = z.object({
  q: searchField.optional().meta({ description: 'Part of the name', example: 'sle' }),
  sort: z.enum(SORTS).default('place').meta({
    description: 'By what; `place` is the order that was set, or the name where none can be',
    example: 'place',
  }),
  order: z
    .enum(['asc', 'desc'])
    .default('asc')
    .meta({ description: 'From the least, or from the most', example: 'asc' }),
  ...paging,
})

export function list(app: App, { guard, db, pictureUrl }: StudioRouteParts, shelf: Shelf): void {
  permissionRoute(app, guard, 'view_studio_content', {
    method: 'GET',
    url: shelf.url,
    schema: {
      operationId: `listStudio${shelf.ids.many}`,
      tags: ['studio'],
      summary: `List ${shelf.nouns.many} of the studio`,
      description: `All ${shelf.nouns.many}, whether members see anything of them or not.`,
      querystring,
      response: { 200: schemasOf(shelf).page, ...problems(401, 403, 422, 503) },
    },
    handler: async ({ query }) => {
      const [rows, total] = await Promise.all([
        selectShelfPage(db, shelf, { ...query, q: query.q }),
        countShelves(db, shelf, query.q),
      ])
      const { limit, offset } = query
      return {
        [shelf.ids.many.toLowerCase()]: rows.map((row) => toShelf(shelf, row, pictureUrl)),
        total,
        limit,
        offset,
      }
    },
  })
}
