import { ApiError } from '../../../api/answer.ts'
import type { Clock } from '../clock.ts'

const AGAIN_MS = 3_000

/**
 * Takes back that a session was left, however often it must be tried.
 *
 * @returns whether it goes on; false if it has ended.
 */
export async function isStillOpen(resume: () => Promise<unknown>, clock: Clock): Promise<boolean> {
  for (;;) {
    try {
      await resume()
      return true
    } catch (error) {
      if (hasEnded(error)) return false
      await new Promise<void>((then) => void clock.after(AGAIN_MS, then))
    }
  }
}

/** Whether the API says that there is no such session to go on with. */
export function hasEnded(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 404 || error.status === 409)
}
