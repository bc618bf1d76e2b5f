import { AppError } from '../errors.ts'

/** What a suspended member is told, wherever they come. @param reason as whoever suspended them wrote it; null for none. */
export function suspended(reason: string | null): AppError {
  const words = reason ? `This account is suspended: ${ended(reason)}` : 'This account is suspended.'
  return new AppError('account_suspended', `${words} Contact support.`)
}

function ended(reason: string): string {
  return /[.!?…]$/u.test(reason) ? reason : `${reason}.`
}
