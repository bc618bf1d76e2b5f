import { AppError } from '../../errors.ts'

export function invalidLink(): AppError {
  return new AppError('invalid_link', 'This link is not valid. Open it from the mail again, or copy the whole of it.')
}
