import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import type { StudioRouteParts } from '../parts.ts'
import { editConflict } from './answers.ts'
import { changeFields, given } from './change-content.ts'
import { lockChosen } from './choice-queries.ts'
import { contentToChange, doing, shownContent } from './find-content.ts'
import { contentChangeSchema, contentParams, editConflictSchema, studioContentSchema } from './schemas.ts'

export function update(app: App, parts: StudioRouteParts): void {
  const { guard, db, creatorsPublish } = parts
  permissionRoute(app, guard, 'manage_content', {
    method: 'PATCH',
    url: '/api/studio/content/:id',
    schema: {
      operationId: 'updateContent',
      tags: ['studio'],
      summary: 'Change an item',
      description:
        'Sets the fields that are sent. Nobody writes over what somebody else has changed meanwhile: then nothing is set, and ' +
        'the answer is `edit_conflict` with both. Who may not publish changes drafts alone.',
      params: contentParams,
      body: contentChangeSchema,
      response: {
        200: studioContentSchema,
        ...problems(400, 401, 403, 404, 413, 415, 422, 503),
        409: editConflictSchema,
      },
    },
    handler: async (request, member) =>
      db.transaction(async (tx) => {
        const { id } = request.params
        const { version, ...changes } = request.body
        await lockChosen(tx, changes)
        const row = await contentToChange(tx, id, member)
        if (row.version !== version) throw editConflict(row, given(changes))
        await changeFields(tx, row, changes, { ...doing(request, member, parts), creatorsPublish })
        return shownContent(tx, id, member, parts)
      }),
  })
}
