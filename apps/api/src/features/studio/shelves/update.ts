import { isDeepStrictEqual } from 'node:util'
import type { Database } from '../../../db/database.ts'
import { AppError } from '../../../errors.ts'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import type { Doing } from '../content/change-content.ts'
import { doing } from '../content/find-content.ts'
import type { StudioRouteParts } from '../parts.ts'
import { factsOf, fieldsOf, freeShelfSlug, noShelf, recordShelf, shownShelf, toShelf } from './changes.ts'
import { lockShelf, updateShelf, type Values } from './queries.ts'
import { schemasOf } from './schemas.ts'
import type { Shelf, ShelfRow } from './shelf.ts'

export function update(app: App, parts: StudioRouteParts, shelf: Shelf): void {
  const { guard, db, pictureUrl } = parts
  const { answer, change, conflict, params } = schemasOf(shelf)
  permissionRoute(app, guard, 'manage_shelves', {
    method: 'PATCH',
    url: `${shelf.url}/:id`,
    schema: {
      operationId: `update${shelf.ids.one}`,
      tags: ['studio'],
      summary: `Change a ${shelf.nouns.one}`,
      description:
        'Sets the fields that are sent. Nobody writes over what somebody else has changed meanwhile: then nothing is set, ' +
        'and the answer is `edit_conflict` with what is there now. Members see the change at once.',
      params,
      body: change,
      response: { 200: answer, ...problems(400, 401, 403, 404, 413, 415, 422, 503), 409: conflict },
    },
    handler: async (request, member) =>
      db.transaction(async (tx) => {
        const { id } = request.params
        const { version, ...changes } = request.body
        const row = await lockShelf(tx, shelf, id)
        if (!row) throw noShelf(shelf)
        if (row.version !== version) throw editConflict(shelf, toShelf(shelf, row, pictureUrl))
        await changeShelf(tx, shelf, { row, changes, by: doing(request, member, parts) })
        return shownShelf(tx, shelf, id, pictureUrl)
      }),
  })
}

function editConflict({ nouns }: Shelf, theirs: Record<string, unknown>): AppError {
  const words = `Somebody else has changed this ${nouns.one} meanwhile. Compare both, and save again.`
  return new AppError('edit_conflict', words, { members: { theirs } })
}

interface Change {
  /** Locked. */
  row: ShelfRow
  changes: Values
  by: Doing
}

/** Nothing happens where all is so already. */
async function changeShelf(tx: Database, shelf: Shelf, { row, changes, by }: Change): Promise<void> {
  const before = fieldsOf(shelf, row)
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
  const after: Values = { ...before, ...given }
  if (given.slug === null) after.slug = await freeShelfSlug(tx, shelf, String(after[shelf.nameColumn]))
  const changed = Object.keys(before).filter((name) => !isDeepStrictEqual(before[name], after[name]))
  if (changed.length === 0) return
  await updateShelf(tx, shelf, { id: row.id, values: after, nowMs: by.nowMs })
  await recordShelf(tx, by, {
    action: `${shelf.kind}.changed`,
    target: row.id,
    before: { version: row.version, ...factsOf(before, changed) },
    after: { version: row.version + 1, ...factsOf(after, changed) },
  })
}
