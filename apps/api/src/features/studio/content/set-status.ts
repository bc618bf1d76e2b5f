import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import type { StudioRouteParts } from '../parts.ts'
import { changeStatus, wantedStatusSchema } from './change-status.ts'
import { contentToChange, doing, shownContent } from './find-content.ts'
import { contentParams, studioContentSchema } from './schemas.ts'

export function setStatus(app: App, parts: StudioRouteParts): void {
  const { guard, db, creatorsPublish } = parts
  permissionRoute(app, guard, 'view_studio_content', {
    method: 'PUT',
    url: '/api/studio/content/:id/status',
    schema: {
      operationId: 'setContentStatus',
      tags: ['studio'],
      summary: 'Publish an item, or take it down',
      description:
        'What is still being converted stays a draft and is published at its first rendition. Who may not publish asks for a ' +
        'review: `review_requested_at` is set instead. Who looks after all items may make drafts of them and archive them.',
      params: contentParams,
      body: wantedStatusSchema,
      response: { 200: studioContentSchema, ...problems(400, 401, 403, 404, 409, 413, 415, 422, 503) },
    },
    handler: async (request, member) =>
      db.transaction(async (tx) => {
        const { id } = request.params
        const row = await contentToChange(tx, id, member)
        await changeStatus(tx, row, request.body, { ...doing(request, member, parts), creatorsPublish })
        return shownContent(tx, id, member, parts)
      }),
  })
}
