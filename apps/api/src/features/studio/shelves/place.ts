import { AppError } from '../../../errors.ts'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import { doing } from '../content/find-content.ts'
import type { StudioRouteParts } from '../parts.ts'
import { noShelf, recordShelf, shownShelf } from './changes.ts'
import { putBefore } from './put-before.ts'
import { lockOrder, updateOrder } from './queries.ts'
import { placeSchema, schemasOf } from './schemas.ts'
import type { Shelf } from './shelf.ts'

export function place(app: App, parts: StudioRouteParts, shelf: Shelf): void {
  const { guard, db, pictureUrl } = parts
  const { answer, params } = schemasOf(shelf)
  permissionRoute(app, guard, 'manage_shelves', {
    method: 'PUT',
    url: `${shelf.url}/:id/place`,
    schema: {
      operationId: `place${shelf.ids.one}`,
      tags: ['studio'],
      summary: `Put a ${shelf.nouns.one} in its place`,
      description: 'Before another one, or at the end. Members see the order at once.',
      params,
      body: placeSchema,
      response: { 200: answer, ...problems(400, 401, 403, 404, 409, 413, 415, 422, 503) },
    },
    handler: async (request, member) =>
      db.transaction(async (tx) => {
        const { id } = request.params
        const { before } = request.body
        const ids = await lockOrder(tx, shelf)
        if (!ids.includes(id)) throw noShelf(shelf)
        const ordered = putBefore(ids, id, before)
        if (!ordered) throw new AppError('edit_conflict', `The ${shelf.nouns.one} that it shall stand before is gone.`)
        await updateOrder(tx, shelf, ordered)
        await recordShelf(tx, doing(request, member, parts), {
          action: `${shelf.kind}.placed`,
          target: id,
          before: { position: ids.indexOf(id) + 1 },
          after: { position: ordered.indexOf(id) + 1 },
        })
        return shownShelf(tx, shelf, id, pictureUrl)
      }),
  })
}
