import type { FastifyRequest } from 'fastify'
import type { Member } from '../../../access/member.ts'
import type { Database } from '../../../db/database.ts'
import { selectSources } from '../jobs/source-queries.ts'
import type { StudioRouteParts } from '../parts.ts'
import { isDeleted, noContent } from './answers.ts'
import type { Doing } from './change-content.ts'
import { type ContentRow, lockContent, selectContent, selectJobsOf, selectRenditionsOf } from './content-queries.ts'
import { filesOf, toFormerFile } from './file-schemas.ts'
import { selectFormerFiles } from './former-file-queries.ts'
import { scopeOf } from './rights.ts'
import type { StudioContent } from './schemas.ts'
import { toContent } from './to-content.ts'

type Surroundings = Pick<StudioRouteParts, 'creatorsPublish' | 'itemPictureUrl'>

/** An item as the studio shows it to somebody. @throws AppError `not_found` where it is not theirs to see. */
export async function shownContent(
  db: Database,
  id: string,
  member: Member,
  { creatorsPublish, itemPictureUrl: pictureUrl }: Surroundings,
): Promise<StudioContent> {
  const row = await selectContent(db, id, scopeOf(member))
  if (!row) throw noContent()
  const jobs = await selectJobsOf(db, id)
  const renditions = await selectRenditionsOf(db, id)
  const files = filesOf(await selectSources(db, id), row.chapters)
  const formerFiles = (await selectFormerFiles(db, id)).map(toFormerFile)
  return toContent(row, { jobs, renditions, files, formerFiles, member, creatorsPublish, pictureUrl })
}

/** An item that is to be changed, and that nobody else changes until the transaction ends. @throws AppError */
export async function contentToChange(tx: Database, id: string, member: Member): Promise<ContentRow> {
  const row = await lockContent(tx, id, scopeOf(member))
  if (!row) throw noContent()
  if (row.deleted_at) throw isDeleted()
  return row
}

export function doing(request: FastifyRequest, member: Member, { clock }: Pick<StudioRouteParts, 'clock'>): Doing {
  return { member, requestId: request.id, nowMs: clock.nowMs() }
}
