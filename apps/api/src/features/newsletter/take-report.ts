import type { Pool } from '../../db/database.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Logger } from '../../ports/logger.ts'
import type { MailReport } from '../../ports/mail-reports.ts'
import { emailAddress } from '../../text/email-address.ts'
import { type Ending, endBy } from './end-subscription.ts'
import { tokenInHeader } from './links.ts'
import type { HashEmail } from './suppressions.ts'
import type { NewsletterTokens } from './tokens.ts'

export interface ReportParts {
  db: Pick<Pool, 'transaction'>
  clock: Clock
  hashEmail: HashEmail
  tokens: Pick<NewsletterTokens, 'manage'>
  log: Logger
}

/**
 * Ends the subscription that a report is about. The link of its mail says whose it is, and which campaign's; the address
 * does where the reporter is trusted, because anybody can write a report on anybody.
 *
 * @returns whether it was about somebody.
 */
export async function takeReport(
  { db, tokens, log, ...parts }: ReportParts,
  report: MailReport,
  { trusted }: { trusted: boolean },
): Promise<boolean> {
  const { kind: reason, atMs } = report
  const owner = ownerByLink(tokens, report) ?? (trusted ? ownerByAddress(report) : null)
  if (!owner) return false
  await db.transaction((tx) => endBy(tx, parts, { ...owner, reason, atMs }))
  log.info({ reason, campaignId: owner.campaignId }, 'A subscription ended by what became of a mail')
  return true
}

type Owner = ({ subscriberId: string } | { email: string }) & Pick<Ending, 'campaignId'>

function ownerByLink(tokens: ReportParts['tokens'], { listUnsubscribe }: MailReport): Owner | null {
  const token = listUnsubscribe && tokenInHeader(listUnsubscribe)
  return token ? tokens.manage.open(token) : null
}

function ownerByAddress({ email }: MailReport): Owner | null {
  const { data } = emailAddress.safeParse(email)
  return data === undefined ? null : { email: data, campaignId: null }
}
