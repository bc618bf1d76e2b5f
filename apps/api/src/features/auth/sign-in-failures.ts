import type { Pool } from '../../db/database.ts'
import { audit } from '../../members/audit.ts'
import type { RateLimit, RateLimiter } from '../../ports/rate-limiter.ts'
import { selectSubByEmail } from './queries.ts'

/**
 * Records that a sign-in failed, if the email has an account. It does so beside the answer, whose time must not tell which
 * emails have one; a process that is killed meanwhile loses the record.
 */
export type RecordFailure = (attempt: { email: string; requestId: string }) => void

/** The window in which failures of an account are counted. It refuses nothing. */
const HOUR: RateLimit = { points: 1_000_000_000, durationSeconds: 3600 }

/**
 * Whoever guesses must not fill the record: of an account's failures within an hour it gets the 1st, the 10th, the 100th
 * and so on.
 */
export function failureRecorder({
  db,
  rateLimiter,
}: {
  db: Pick<Pool, 'query'>
  rateLimiter: RateLimiter
}): RecordFailure {
  async function record({ email, requestId }: { email: string; requestId: string }): Promise<void> {
    const target = await selectSubByEmail(db, email)
    if (!target) return
    const { used: failures } = await rateLimiter.consume(`failed sign-in ${target}`, HOUR)
    if (!/^10*$/.test(String(failures))) return
    const act = { action: 'account.sign_in_failed', target, before: null, after: { failures } } as const
    await audit(db, { ...act, actor: { kind: 'system' }, requestId })
  }
  // In an outage there is nobody to sign in to either.
  return (attempt) => void record(attempt).catch(() => {})
}
