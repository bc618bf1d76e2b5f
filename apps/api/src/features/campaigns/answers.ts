import { AppError } from '../../errors.ts'

export function noCampaign(): AppError {
  return new AppError('not_found', 'There is no campaign with this id.')
}

export function alreadyStarted(): AppError {
  return new AppError(
    'already_started',
    'What was scheduled or started is not changed any more. Take it back first, or write a new one.',
  )
}

export function editConflict(): AppError {
  return new AppError(
    'edit_conflict',
    'Somebody else has written this campaign meanwhile. Look at theirs, and save again.',
  )
}

/** @param words what would have to be so. */
export function notInState(words: string): AppError {
  return new AppError('not_under_way', words)
}
