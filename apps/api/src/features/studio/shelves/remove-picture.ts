import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import type { StudioRouteParts } from '../parts.ts'
import { EXPERT } from './kinds.ts'
import { PICTURE_URL, replacePicture } from './replace-picture.ts'
import { schemasOf } from './schemas.ts'

export function removePicture(app: App, parts: StudioRouteParts): void {
  const { answer, params } = schemasOf(EXPERT)
  permissionRoute(app, parts.guard, 'manage_shelves', {
    method: 'DELETE',
    url: `${PICTURE_URL}/:id`,
    schema: {
      operationId: 'deleteExpertPicture',
      tags: ['studio'],
      summary: 'Delete the picture of an expert',
      description: 'The file goes, too.',
      params,
      response: { 200: answer, ...problems(400, 401, 403, 404, 413, 415, 503) },
    },
    handler: async (request, member) =>
      replacePicture(parts, { request, member, expertId: request.params.id, pictureId: null }),
  })
}
