import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import { doing } from '../content/find-content.ts'
import type { StudioRouteParts } from '../parts.ts'
import { factsOf, freeShelfSlug, recordShelf, shownShelf } from './changes.ts'
import { insertShelf, type Values } from './queries.ts'
import { schemasOf } from './schemas.ts'
import type { Shelf } from './shelf.ts'

export function create(app: App, parts: StudioRouteParts, shelf: Shelf): void {
  const { guard, db, random, pictureUrl } = parts
  const { answer, made } = schemasOf(shelf)
  permissionRoute(app, guard, 'manage_shelves', {
    method: 'POST',
    url: shelf.url,
    schema: {
      operationId: `create${shelf.ids.one}`,
      tags: ['studio'],
      summary: `Make a ${shelf.nouns.one}`,
      description: shelf.isOrdered ? 'It is the last one in their order.' : 'It is empty.',
      body: made,
      response: { 200: answer, ...problems(400, 401, 403, 409, 413, 415, 422, 503) },
    },
    handler: async (request, member) =>
      db.transaction(async (tx) => {
        const by = doing(request, member, parts)
        const id = random.uuid()
        const values: Values = { ...shelf.defaults, ...request.body }
        if (shelf.hasSlug) values.slug ??= await freeShelfSlug(tx, shelf, String(values[shelf.nameColumn]))
        await insertShelf(tx, shelf, { id, values, nowMs: by.nowMs })
        await recordShelf(tx, by, { action: `${shelf.kind}.created`, target: id, before: null, after: factsOf(values) })
        return shownShelf(tx, shelf, id, pictureUrl)
      }),
  })
}
