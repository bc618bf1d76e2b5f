import type { Member } from '../../../access/member.ts'
import type { Database } from '../../../db/database.ts'
import { lockSources, type Sources } from '../jobs/source-queries.ts'
import type { StudioRouteParts } from '../parts.ts'
import { isDeleted, isForMembersAlready, noContent } from './answers.ts'
import { type ContentRow, selectContent } from './content-queries.ts'
import { mayChange, scopeOf } from './rights.ts'

/** An item and what it is made from, which nobody else changes until the transaction ends. @throws AppError */
export async function filesToChange(
  tx: Database,
  { creatorsPublish }: Pick<StudioRouteParts, 'creatorsPublish'>,
  { id, member }: { id: string; member: Member },
): Promise<{ item: ContentRow; sources: Sources }> {
  if (!(await selectContent(tx, id, scopeOf(member)))) throw noContent()
  // Whoever takes up a file waits here, too. The item itself is locked after its conversions, as by all who change those.
  const sources = await lockSources(tx, id)
  const item = await selectContent(tx, id, scopeOf(member))
  if (!item) throw noContent()
  if (item.deleted_at) throw isDeleted()
  if (!mayChange(member, item, creatorsPublish)) throw isForMembersAlready()
  return { item, sources }
}
