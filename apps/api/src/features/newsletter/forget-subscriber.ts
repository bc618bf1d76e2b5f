import type { Database } from '../../db/database.ts'
import type { Clock } from '../../ports/clock.ts'
import { deleteSubscriber } from './queries.ts'
import { type HashEmail, suppress } from './suppressions.ts'

/** Deletes what is kept of a subscriber, but for a hash by which no import brings the address back. */
export async function forgetSubscriber(
  tx: Database,
  { hashEmail, clock }: { hashEmail: HashEmail; clock: Clock },
  email: string,
): Promise<void> {
  if (!(await deleteSubscriber(tx, email))) return
  await suppress(tx, { emailHash: hashEmail(email), reason: 'deleted', nowMs: clock.nowMs() })
}
