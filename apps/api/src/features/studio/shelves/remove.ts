import { z } from 'zod'
import type { Database } from '../../../db/database.ts'
import { AppError } from '../../../errors.ts'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import { rowId } from '../../../text/row-id.ts'
import { doing } from '../content/find-content.ts'
import type { StudioRouteParts } from '../parts.ts'
import { factsOf, noShelf, recordShelf } from './changes.ts'
import { countAllItems, deleteShelf, lockShelves, moveItems, selectShelf } from './queries.ts'
import { schemasOf } from './schemas.ts'
import type { Shelf } from './shelf.ts'
import { noteUnused, removePictureNow } from './unused-pictures.ts'

const querystring = z.object({
  move_to: rowId().optional().meta({
    description: 'Where its items go; without it, only an empty one is deleted',
    example: '0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d',
  }),
})

const deletedSchema = z
  .object({ moved: z.int().meta({ description: 'How many items were moved', example: 12 }) })
  .meta({ id: 'StudioShelfDeleted', description: 'It is gone' })

export function remove(app: App, parts: StudioRouteParts, shelf: Shelf): void {
  const { guard, db, store } = parts
  permissionRoute(app, guard, 'manage_shelves', {
    method: 'DELETE',
    url: `${shelf.url}/:id`,
    stepUp: true,
    schema: {
      operationId: `delete${shelf.ids.one}`,
      tags: ['studio'],
      summary: `Delete a ${shelf.nouns.one}`,
      description: shelf.itemsBy
        ? `What still has items, among them those that were deleted and may come back, goes only where \`move_to\` names another ${shelf.nouns.one} for them.`
        : 'Whoever follows it goes on to the end; nobody can choose it any more.',
      params: schemasOf(shelf).params,
      querystring,
      response: { 200: deletedSchema, ...problems(400, 401, 403, 404, 409, 413, 415, 422, 503) },
    },
    handler: async (request, member) => {
      const { id } = request.params
      const { move_to: target = null } = request.query
      if (target && (target === id || !shelf.itemsBy)) throw noTarget(shelf)
      const { moved, picture } = await db.transaction(async (tx) => {
        const found = await lockShelves(tx, shelf, target ? [id, target] : [id])
        const row = await selectShelf(tx, shelf, id)
        if (!row) throw noShelf(shelf)
        if (target && found < 2) throw noTarget(shelf)
        const by = doing(request, member, parts)
        const picture = typeof row.picture_id === 'string' ? row.picture_id : null
        const count = shelf.itemsBy ? await emptied(tx, shelf, { id, target, nowMs: by.nowMs }) : 0
        await deleteShelf(tx, shelf, id)
        if (picture) await noteUnused(tx, { id: picture, nowMs: by.nowMs })
        await recordShelf(tx, by, {
          action: `${shelf.kind}.deleted`,
          target: id,
          before: factsOf(row, [shelf.nameColumn]),
          after: { moved_to: target, moved: count },
        })
        return { moved: count, picture }
      })
      if (picture) await removePictureNow(store, picture, request.log)
      return { moved }
    },
  })
}

function noTarget({ nouns }: Shelf): AppError {
  return new AppError('invalid_request', `move_to: must be another ${nouns.one} that is there.`)
}

/** @returns how many items it had, which have gone where they shall. @throws AppError `shelf_in_use` */
async function emptied(
  tx: Database,
  shelf: Shelf,
  { id, target, nowMs }: { id: string; target: string | null; nowMs: number },
): Promise<number> {
  if (target === null) {
    const count = await countAllItems(tx, shelf, id)
    if (count === 0) return 0
    const words = `This ${shelf.nouns.one} has ${count === 1 ? 'an item' : `${count} items`}, among them perhaps deleted ones that may come back. Say where they go.`
    throw new AppError('shelf_in_use', words)
  }
  return moveItems(tx, shelf, { from: id, to: target, nowMs })
}
