import { AppError } from '../../../errors.ts'
import type { ContentRow } from './content-queries.ts'
import { fieldsOf } from './fields-of.ts'
import type { FieldChanges } from './schemas.ts'

/** Also for what is somebody else's: nobody learns that it exists. */
export function noContent(): AppError {
  return new AppError('not_found', 'There is no item with this id among those that you look after.')
}

export function isDeleted(): AppError {
  return new AppError('content_deleted', 'This item was deleted. Take it back first.')
}

export function slugTaken(slug: string): AppError {
  return new AppError('slug_taken', `There is an item with the slug "${slug}" already. Choose another slug.`)
}

export function editConflict(row: ContentRow, yours: FieldChanges): AppError {
  return new AppError('edit_conflict', 'Somebody else has changed this item meanwhile. Compare both, and save again.', {
    members: { yours, theirs: { ...fieldsOf(row), version: row.version } },
  })
}

export function hasNoMedia(): AppError {
  return new AppError('not_ready', 'This item has no media that can be played. Upload some first.')
}

export function isBeingConverted(): AppError {
  return new AppError(
    'not_ready',
    'The media of this item cannot be played yet. Wait until the first rendition is ready.',
  )
}

/** Of an item that whoever asks may not publish. */
export function isForMembersAlready(): AppError {
  return mayNot('Members see this item, or will. Make a draft of it, change that, and ask for a review.')
}

/** Likewise, of some items of a series. */
export function areForMembersAlready(): AppError {
  return mayNot('Members see some items of this series, or will. Ask somebody who publishes to order them.')
}

export function mayNot(words: string): AppError {
  return new AppError('forbidden', words)
}
