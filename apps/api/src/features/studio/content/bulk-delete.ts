import { z } from 'zod'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import type { StudioRouteParts } from '../parts.ts'
import { bulkResultsSchema, forEachItem, idsField } from './bulk.ts'
import { deleteContent } from './delete-content.ts'
import { contentToChange, doing } from './find-content.ts'

const body = z.object({ ids: idsField }).meta({ id: 'StudioBulkDeletion', description: 'Items that shall go' })

export function bulkDelete(app: App, parts: StudioRouteParts): void {
  const { guard, db } = parts
  permissionRoute(app, guard, 'manage_content', {
    method: 'POST',
    url: '/api/studio/content/bulk-delete',
    stepUp: true,
    schema: {
      operationId: 'bulkDeleteContent',
      tags: ['studio'],
      summary: 'Delete several items',
      description: 'Each as when it is deleted alone; the answer says of each whether it was.',
      body,
      response: { 200: bulkResultsSchema, ...problems(400, 401, 403, 413, 415, 422, 503) },
    },
    handler: async (request, member) => {
      const by = doing(request, member, parts)
      return forEachItem(db, request.body.ids, async (tx, id) => {
        await contentToChange(tx, id, member)
        await deleteContent(tx, id, by)
      })
    },
  })
}
