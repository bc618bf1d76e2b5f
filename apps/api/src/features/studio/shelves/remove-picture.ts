import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import type { StudioRouteParts } from '../parts.ts'
import { replacePicture } from './replace-picture.ts'
import { schemasOf } from './schemas.ts'
import type { PicturedShelf } from './shelf.ts'

export function removePicture(app: App, parts: StudioRouteParts, shelf: PicturedShelf): void {
  const { answer, params } = schemasOf(shelf)
  permissionRoute(app, parts.guard, 'manage_shelves', {
    method: 'DELETE',
    url: `${shelf.picture.url}/:id`,
    schema: {
      operationId: `delete${shelf.ids.one}Picture`,
      tags: ['studio'],
      summary: `Delete the picture of ${shelf.nouns.a}`,
      description: 'The file goes, too.',
      params,
      response: { 200: answer, ...problems(400, 401, 403, 404, 413, 415, 503) },
    },
    handler: async (request, member) =>
      replacePicture(parts, shelf, { request, member, id: request.params.id, pictureId: null }),
  })
}
