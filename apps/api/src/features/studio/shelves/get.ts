import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import type { StudioRouteParts } from '../parts.ts'
import { shownShelf } from './changes.ts'
import { schemasOf } from './schemas.ts'
import type { Shelf } from './shelf.ts'

export function get(app: App, { guard, db, pictureUrl }: StudioRouteParts, shelf: Shelf): void {
  const { answer, params } = schemasOf(shelf)
  permissionRoute(app, guard, 'view_studio_content', {
    method: 'GET',
    url: `${shelf.url}/:id`,
    schema: {
      operationId: `getStudio${shelf.ids.one}`,
      tags: ['studio'],
      summary: `Get a ${shelf.nouns.one} of the studio`,
      description: 'With its version, by which it can be changed.',
      params,
      response: { 200: answer, ...problems(400, 401, 403, 404, 503) },
    },
    handler: async ({ params: { id } }) => shownShelf(db, shelf, id, pictureUrl),
  })
}
