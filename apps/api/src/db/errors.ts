import pg from 'pg'
import { AppError, type ErrorCode } from '../errors.ts'

/** Constraints whose violation is a person's mistake, with what to tell them. Any other one is our bug. */
const CONSTRAINTS: Record<string, [ErrorCode, string]> = {
  users_email_key: ['email_taken', 'An account with this email already exists. Sign in instead.'],
  identity_external_accounts_pkey: ['email_taken', 'This Google account signs another account in.'],
  identity_accounts_email_key: ['email_taken', 'An account with this email already exists. Sign in instead.'],
  users_last_admin: [
    'last_admin',
    'This is the last administrator: without one nobody could give roles any more. Make somebody else one first.',
  ],
  users_not_deleted: ['invalid_credentials', 'Incorrect email or password'],
  meditation_sessions_content_id_fkey: ['not_found', 'Content not found'],
  stream_sessions_content_id_fkey: ['not_found', 'Content not found'],
  watch_positions_content_id_fkey: ['not_found', 'Content not found'],
  favourites_content_id_fkey: ['not_found', 'Content not found'],
  dismissed_suggestions_content_id_fkey: ['not_found', 'Content not found'],
  downloads_content_id_fkey: ['not_found', 'Content not found'],
  // A member who was deleted while a request of theirs was on its way.
  meditation_sessions_user_id_fkey: ['unauthenticated', 'Not authenticated'],
  stream_sessions_user_id_fkey: ['unauthenticated', 'Not authenticated'],
  watch_positions_user_id_fkey: ['unauthenticated', 'Not authenticated'],
  favourites_user_id_fkey: ['unauthenticated', 'Not authenticated'],
  dismissed_suggestions_user_id_fkey: ['unauthenticated', 'Not authenticated'],
  reminders_user_id_fkey: ['unauthenticated', 'Not authenticated'],
  push_subscriptions_user_id_fkey: ['unauthenticated', 'Not authenticated'],
  circle_members_user_id_fkey: ['unauthenticated', 'Not authenticated'],
  circles_host_id_fkey: ['unauthenticated', 'Not authenticated'],
  routines_user_id_fkey: ['unauthenticated', 'Not authenticated'],
  content_category_id_fkey: ['invalid_request', 'category_id: there is no such category.'],
  content_expert_id_fkey: ['invalid_request', 'expert_id: there is no such expert.'],
  content_series_id_fkey: ['invalid_request', 'series_id: there is no such series.'],
  categories_slug_key: ['slug_taken', 'A category with this slug already exists. Choose another slug.'],
  experts_slug_key: ['slug_taken', 'An expert with this slug already exists. Choose another slug.'],
  content_series_slug_key: ['slug_taken', 'A series with this slug already exists. Choose another slug.'],
  content_slug_key: ['slug_taken', 'An item with this slug already exists. Choose another slug.'],
}

/** Two transactions waited for each other; the database has ended this one, and nothing of it is stored. */
const DEADLOCK = '40P01'
const DEADLOCK_WORDS = 'Others changed the same at the same moment, and nothing of this was stored. Try again.'

/** Turns a driver's error into one of ours; an unknown one stays as it is, and becomes a 500. */
export function translateDatabaseError(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  if (error instanceof pg.DatabaseError) {
    const known = CONSTRAINTS[error.constraint ?? '']
    if (known) return new AppError(known[0], known[1], { cause: error })
    if (isUnknownTimeZone(error))
      return new AppError('invalid_request', 'This time zone is not known', { cause: error })
    if (error.code === DEADLOCK)
      return new AppError('unavailable', DEADLOCK_WORDS, { cause: error, retryAfterSeconds: 1 })
    if (!isOutage(error.code)) return error
  } else if (!isConnectionError(error)) {
    return error
  }
  return new AppError('unavailable', 'The database does not answer. Try again in a few seconds.', {
    cause: error,
    retryAfterSeconds: 5,
  })
}

/** What the driver said, of an error that was translated or was not. */
export function causeOf(error: unknown): unknown {
  return error instanceof AppError ? error.cause : error
}

/** Whether an error means that its connection will not answer any more: not even a `rollback`. */
export function isLost(error: unknown): error is AppError {
  return error instanceof AppError && error.code === 'unavailable' && !(error.cause instanceof pg.DatabaseError)
}

/** The machine's list of time zones and the database's are not always of one year. */
function isUnknownTimeZone({ code, message }: pg.DatabaseError): boolean {
  return code === '22023' && message.includes('time zone')
}

/** Class 08: connection; 28: who we are is not believed; 53: out of resources; 57P0x: shutting down; 57014: statement timeout. */
function isOutage(code = ''): boolean {
  return /^(08|28|53|57P0|57014)/.test(code)
}

function isConnectionError(error: Error & { code?: string }): boolean {
  return (
    /^(ECONN|ETIMEDOUT|EPIPE|ENOTFOUND|EHOSTUNREACH)/.test(error.code ?? '') ||
    /timeout exceeded when trying to connect|Query read timeout|Connection terminated|not queryable/.test(error.message)
  )
}
