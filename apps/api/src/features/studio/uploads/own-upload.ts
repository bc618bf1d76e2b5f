import type { Database } from '../../../db/database.ts'
import { AppError } from '../../../errors.ts'
import { selectOwnUpload, type UploadRow } from './upload-queries.ts'

/** An upload of whoever asks; others do not learn that it exists. @throws AppError `not_found` */
export async function ownUpload(db: Database, own: { id: string; ownerId: string }): Promise<UploadRow> {
  const row = await selectOwnUpload(db, own)
  if (!row) throw noUpload()
  return row
}

export function noUpload(): AppError {
  return new AppError(
    'not_found',
    'There is no such upload of yours: it was removed, or has expired. Begin another one.',
  )
}

export function offsetConflict(): AppError {
  return new AppError('offset_conflict', 'The upload stands elsewhere. Ask where, and go on from there.')
}
