import { readReport } from '../adapters/mail/reports/read-report.ts'
import type { Pool } from '../db/database.ts'
import { emailHasher } from '../features/newsletter/suppressions.ts'
import { takeReport } from '../features/newsletter/take-report.ts'
import { newsletterTokens } from '../features/newsletter/tokens.ts'
import { openRootKeys } from '../lasting-key.ts'
import type { Clock } from '../ports/clock.ts'
import type { Logger } from '../ports/logger.ts'
import type { KeyRing } from '../sealing.ts'
import { systemClock, systemRandom } from './machine.ts'

interface ReportsParts {
  db: Pick<Pool, 'query' | 'transaction'>
  jwtKeys: KeyRing
  log: Logger
  clock?: Clock
}

/**
 * Takes a mail that came to the address that ours come from. Anybody can write there: it ends only the subscription whose
 * link it carries.
 *
 * @returns how many reports in it were about a subscription.
 */
export async function takeMailedReport(
  { db, jwtKeys, log, clock = systemClock }: ReportsParts,
  raw: Buffer,
): Promise<number> {
  const rootKeys = await openRootKeys(db, jwtKeys, systemRandom)
  const parts = { db, clock, log, hashEmail: emailHasher(rootKeys), tokens: newsletterTokens(rootKeys) }
  let taken = 0
  for (const report of await readReport(raw, clock.nowMs())) {
    if (await takeReport(parts, report, { trusted: false })) taken += 1
  }
  return taken
}
