import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import type { StudioRouteParts } from '../parts.ts'
import { deleteContent } from './delete-content.ts'
import { contentToChange, doing, shownContent } from './find-content.ts'
import { contentParams, studioContentSchema } from './schemas.ts'

export function remove(app: App, parts: StudioRouteParts): void {
  const { guard, db } = parts
  permissionRoute(app, guard, 'manage_content', {
    method: 'DELETE',
    url: '/api/studio/content/:id',
    stepUp: true,
    schema: {
      operationId: 'deleteContent',
      tags: ['studio'],
      summary: 'Delete an item',
      description: 'Members cannot open it from now on. It can be taken back until `gone_at`; then its media go, too.',
      params: contentParams,
      response: { 200: studioContentSchema, ...problems(400, 401, 403, 404, 409, 413, 415, 503) },
    },
    handler: async (request, member) =>
      db.transaction(async (tx) => {
        const { id } = await contentToChange(tx, request.params.id, member)
        await deleteContent(tx, id, doing(request, member, parts))
        return shownContent(tx, id, member, parts)
      }),
  })
}
