import { AppError } from '../../../errors.ts'

/** How long to wait before Cognito is asked again. */
const OUTAGE_SECONDS = 5
/** Cognito does not say how long its limits on attempts hold; 15 minutes is what it documents for most. */
const LIMIT_SECONDS = 900

const LIMITS = ['LimitExceededException', 'TooManyFailedAttemptsException']
const THROTTLED = ['TooManyRequestsException', 'ThrottlingException', 'Throttling', 'RequestLimitExceeded']
/** The machine has no credentials, or they do not allow the call: nothing that anybody outside can mend. */
const CREDENTIALS = [
  'AccessDeniedException',
  'CredentialsProviderError',
  'ExpiredTokenException',
  'IncompleteSignatureException',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'MissingAuthenticationTokenException',
  'UnrecognizedClientException',
]

/** What a failed call means for those who asked. What Cognito refused stays its own exception: that depends on the call. */
export function translate(error: unknown): unknown {
  const { name } = kindOf(error)
  if (CREDENTIALS.includes(name)) {
    const hint = 'npm run doctor -- cognito says what is missing'
    return new Error(`AWS does not let us manage the accounts of the user pool: ${hint}`, { cause: error })
  }
  if (LIMITS.includes(name)) {
    const text = 'Too many attempts. Wait a quarter of an hour, then try again.'
    return new AppError('too_many_requests', text, { cause: error, retryAfterSeconds: LIMIT_SECONDS })
  }
  return isWorthRepeating(error) ? unavailable(error) : error
}

/** Throttled, broken or without an answer: nothing that Cognito decided. */
export function isWorthRepeating(error: unknown): boolean {
  const { name, status } = kindOf(error)
  if (CREDENTIALS.includes(name) || LIMITS.includes(name)) return false
  return status === undefined || status >= 500 || THROTTLED.includes(name)
}

export function unavailable(cause: unknown): AppError {
  const text = 'Signing in is not available for the moment. Try again shortly.'
  return new AppError('unavailable', text, { cause, retryAfterSeconds: OUTAGE_SECONDS })
}

/** Whether Cognito refused a call, for one of these reasons. */
export function isRefused(error: unknown, ...reasons: string[]): error is Error {
  return error instanceof Error && reasons.includes(error.name)
}

/** The password is right by our rules, and refused by those of the pool, which say why. */
export function passwordRefused(error: unknown, field: string): AppError | null {
  if (!isRefused(error, 'InvalidPasswordException', 'PasswordHistoryPolicyViolationException')) return null
  const msg = error.message.replace(/^Password did not conform with policy: /i, '').replace(/\.$/, '')
  return new AppError('invalid_request', `${field}: ${msg}`, { cause: error, fields: [{ loc: ['body', field], msg }] })
}

/** The SDK's errors bear the exception's name and what HTTP said; those of the network bear no status. */
function kindOf(error: unknown): { name: string; status: number | undefined } {
  if (!(error instanceof Error)) return { name: '', status: undefined }
  const metadata = '$metadata' in error && '$fault' in error ? error.$metadata : undefined
  const status = (metadata as { httpStatusCode?: number } | undefined)?.httpStatusCode
  return { name: error.name, status }
}
