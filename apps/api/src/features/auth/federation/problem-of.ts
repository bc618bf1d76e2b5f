import type { SignInProblem } from '@better-and-bliss/membership'
import type { FastifyBaseLogger } from 'fastify'
import { AppError, type ErrorCode } from '../../../errors.ts'

const PROBLEMS: Partial<Record<ErrorCode, SignInProblem>> = {
  account_suspended: 'account_suspended',
  email_taken: 'email_taken',
  too_many_requests: 'too_many_requests',
  invalid_code: 'refused',
  invalid_credentials: 'refused',
}

/** What the sign-in page says of an error. The log gets what our side, or the provider, has to do with it. */
export function problemOf(error: unknown, log: Pick<FastifyBaseLogger, 'warn' | 'error'>): SignInProblem {
  const known = error instanceof AppError ? PROBLEMS[error.code] : undefined
  if (known) return known
  const isOutage = error instanceof AppError && error.code === 'unavailable'
  log[isOutage ? 'warn' : 'error']({ err: error }, 'Nobody could sign in by the other provider')
  return 'unavailable'
}
