import { AppError, BackupError, MediaRefused, resourceUnavailable } from '@better-and-bliss/api/errors'
import { CannotStart } from '@better-and-bliss/process'
import { ConfigError } from '@better-and-bliss/settings'
import { isErrno } from './json-file.ts'

/** A failure as the person at the terminal should read it; only what nobody expected has a stack. */
export function explain(error: unknown): string {
  const expected = [CannotStart, ConfigError, MediaRefused, AppError, BackupError].some((kind) => error instanceof kind)
  if (error instanceof Error && expected) return error.message
  if (isErrno(error, 'EACCES', 'EPERM')) return `${error.message}. Does it belong to another user?`
  const unavailable = resourceUnavailable(error)
  if (unavailable) return unavailable.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
