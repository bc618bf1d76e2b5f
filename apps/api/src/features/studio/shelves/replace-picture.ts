import type { FastifyRequest } from 'fastify'
import type { Member } from '../../../access/member.ts'
import type { Database } from '../../../db/database.ts'
import { doing } from '../content/find-content.ts'
import type { StudioRouteParts } from '../parts.ts'
import { noShelf, recordShelf, shownShelf } from './changes.ts'
import { lockShelf } from './queries.ts'
import type { PicturedShelf } from './shelf.ts'
import { noteUnused, noteUsed, removePictureNow } from './unused-pictures.ts'

interface Replacement {
  request: FastifyRequest
  member: Member
  /** Whose it is. */
  id: string
  /** What is in the store already, and noted as unused; null: none. */
  pictureId: string | null
}

/** Of the two pictures, the one that nobody refers to goes. @returns whose it is, as the studio shows it. */
export async function replacePicture(parts: StudioRouteParts, shelf: PicturedShelf, replacement: Replacement) {
  const { db, store, pictureUrl } = parts
  const { request, member, id, pictureId } = replacement
  let unused: unknown = pictureId
  try {
    return await db.transaction(async (tx) => {
      const row = await lockShelf(tx, shelf, id)
      if (!row) throw noShelf(shelf)
      const by = doing(request, member, parts)
      await updatePicture(tx, shelf, { id, pictureId, nowMs: by.nowMs })
      if (pictureId) await noteUsed(tx, pictureId)
      if (typeof row.picture_id === 'string') await noteUnused(tx, { id: row.picture_id, nowMs: by.nowMs })
      await recordShelf(tx, by, {
        action: `${shelf.kind}.picture_set`,
        target: id,
        before: { picture: row.picture_id },
        after: { picture: pictureId },
      })
      const shown = await shownShelf(tx, shelf, id, pictureUrl)
      unused = row.picture_id
      return shown
    })
  } finally {
    if (typeof unused === 'string') await removePictureNow(store, unused, request.log)
  }
}

/** Another picture is no reason to refuse a text that was begun before: the version stays. */
async function updatePicture(
  tx: Database,
  { kind, table, picture: { elsewhere } }: PicturedShelf,
  { id, pictureId, nowMs }: { id: string; pictureId: string | null; nowMs: number },
) {
  await tx.query(
    `studio_set_${kind}_picture`,
    `update ${table} set picture_id = $2, ${elsewhere ? `${elsewhere} = null, ` : ''}updated_at = to_timestamp($3::float8 / 1000) where id = $1`,
    [id, pictureId, nowMs],
  )
}
