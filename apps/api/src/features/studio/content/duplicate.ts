import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import type { StudioRouteParts } from '../parts.ts'
import { makeDraft } from './create.ts'
import { MAX_TITLE_LENGTH } from './fields.ts'
import { fieldsOf } from './fields-of.ts'
import { contentToChange, doing, shownContent } from './find-content.ts'
import { contentParams, studioContentSchema } from './schemas.ts'

export function duplicate(app: App, parts: StudioRouteParts): void {
  const { guard, db, random } = parts
  permissionRoute(app, guard, 'manage_content', {
    method: 'POST',
    url: '/api/studio/content/:id/duplicate',
    schema: {
      operationId: 'duplicateContent',
      tags: ['studio'],
      summary: 'Make another item like this one',
      description: 'A draft of the caller with the same fields and a slug of its own, without media.',
      params: contentParams,
      response: { 200: studioContentSchema, ...problems(400, 401, 403, 404, 409, 413, 415, 503) },
    },
    handler: async (request, member) =>
      db.transaction(async (tx) => {
        const row = await contentToChange(tx, request.params.id, member)
        const id = random.uuid()
        const title = Array.from(`Copy of ${row.title}`).slice(0, MAX_TITLE_LENGTH).join('')
        const fields = { ...fieldsOf(row), title, slug: null, featured: false, trending: false }
        await makeDraft(tx, { id, contentType: row.content_type, fields, ...doing(request, member, parts) })
        return shownContent(tx, id, member, parts)
      }),
  })
}
