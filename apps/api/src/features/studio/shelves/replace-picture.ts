import type { FastifyRequest } from 'fastify'
import type { Member } from '../../../access/member.ts'
import type { Database } from '../../../db/database.ts'
import { doing } from '../content/find-content.ts'
import type { StudioRouteParts } from '../parts.ts'
import { noShelf, recordShelf, shownShelf } from './changes.ts'
import { EXPERT, pictureKey } from './kinds.ts'
import { lockShelf } from './queries.ts'

/** Apart from the expert's address: what loses its id on its way must not be taken for the expert. */
export const PICTURE_URL = '/api/studio/expert-pictures'

interface Replacement {
  request: FastifyRequest
  member: Member
  expertId: string
  /** What is in the store already; null: none. */
  pictureId: string | null
}

/** Of the two pictures, the one that nobody refers to goes. @returns the expert as the studio shows them. */
export async function replacePicture(parts: StudioRouteParts, replacement: Replacement) {
  const { db, store, pictureUrl } = parts
  const { request, member, expertId, pictureId } = replacement
  let unused: unknown = pictureId
  try {
    return await db.transaction(async (tx) => {
      const row = await lockShelf(tx, EXPERT, expertId)
      if (!row) throw noShelf(EXPERT)
      const by = doing(request, member, parts)
      await updatePicture(tx, { id: expertId, pictureId, nowMs: by.nowMs })
      await recordShelf(tx, by, {
        action: 'expert.picture_set',
        target: expertId,
        before: { picture: row.picture_id },
        after: { picture: pictureId },
      })
      const shown = await shownShelf(tx, EXPERT, expertId, pictureUrl)
      unused = row.picture_id
      return shown
    })
  } finally {
    if (typeof unused === 'string') await store.delete(pictureKey(unused))
  }
}

/** Another picture is no reason to refuse a text that was begun before: the version stays. */
async function updatePicture(
  tx: Database,
  { id, pictureId, nowMs }: { id: string; pictureId: string | null; nowMs: number },
) {
  await tx.query(
    'studio_set_expert_picture',
    `update experts set picture_id = $2, avatar_url = null, updated_at = to_timestamp($3::float8 / 1000) where id = $1`,
    [id, pictureId, nowMs],
  )
}
