import { ApiError } from '../api/answer.ts'

const MAX_RETRIES = 2

/** Whether asking again may help: when the API was out of reach or stumbled, never when it has refused. */
export function isWorthRetrying(failures: number, error: unknown): boolean {
  const refused = error instanceof ApiError && error.status >= 400 && error.status < 500
  return !refused && failures < MAX_RETRIES
}
