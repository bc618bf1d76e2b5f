import { ApiError } from './answer.ts'

const MAX_RETRIES = 1
/** Refusals that time alone may lift. */
const PASSING_REFUSALS = [408, 429]

/** Whether asking again may help: when the API was out of reach, stumbled or was asked too much; never when it has refused. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof ApiError)) return true
  return error.status < 400 || error.status >= 500 || PASSING_REFUSALS.includes(error.status)
}

/** Whether a query asks once more at once, before the failure is shown. */
export function isWorthRetrying(failures: number, error: unknown): boolean {
  return isPassing(error) && failures < MAX_RETRIES
}
