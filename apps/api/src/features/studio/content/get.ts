import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import type { StudioRouteParts } from '../parts.ts'
import { shownContent } from './find-content.ts'
import { contentParams, studioContentSchema } from './schemas.ts'

export function get(app: App, parts: StudioRouteParts): void {
  permissionRoute(app, parts.guard, 'view_studio_content', {
    method: 'GET',
    url: '/api/studio/content/:id',
    schema: {
      operationId: 'getStudioContent',
      tags: ['studio'],
      summary: 'Get an item of the studio',
      description: 'Whatever its status, a deleted one too, with its conversions and what they made.',
      params: contentParams,
      response: { 200: studioContentSchema, ...problems(400, 401, 403, 404, 503) },
    },
    handler: async ({ params: { id } }, member) => shownContent(parts.db, id, member, parts),
  })
}
