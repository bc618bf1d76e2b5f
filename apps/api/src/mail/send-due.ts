import type { Database } from '../db/database.ts'
import type { Clock } from '../ports/clock.ts'
import type { Logger } from '../ports/logger.ts'
import { type Mailer, MailRefused } from '../ports/mailer.ts'
import type { Random } from '../ports/random.ts'
import { maskedEmail } from '../text/email-address.ts'
import { messageOf, type Sender } from './message.ts'
import { type DueMail, markDead, markSent, putOff, takeDueMail } from './queries.ts'
import { sealedMails } from './sealed-mails.ts'

export interface SendParts {
  db: Database
  mailer: Mailer
  sender: Sender
  jwtKey: string
  clock: Clock
  random: Random
  log: Logger
}

/** Longer than a mailer takes for one mail, by more than clocks of two machines differ. */
const LEASE_MS = 60_000
const FIRST_PAUSE_MS = 5_000
const LONGEST_PAUSE_MS = 600_000

/**
 * Makes what sends the one mail that is due longest, and says how that went: sent, put off, or given up. However many do it
 * at once, none is sent by two of them; one whose worker was killed is due again when its minute has passed, and is then
 * sent once more, with the same id, if it had been accepted already.
 *
 * @returns a function that returns false when none is due.
 */
export function sendDueBy(parts: SendParts): (signal: AbortSignal) => Promise<boolean> {
  const { db, clock } = parts
  return async (signal) => {
    const nowMs = clock.nowMs()
    const due = await takeDueMail(db, { nowMs, leasedUntilMs: nowMs + LEASE_MS })
    if (!due) return false
    if (nowMs >= due.give_up_at.getTime()) await giveUp(parts, due, due.last_error ?? 'No worker sent it in time.')
    else await attempt(parts, due, signal)
    return true
  }
}

async function attempt(parts: SendParts, due: DueMail, signal: AbortSignal): Promise<void> {
  const { db, clock, mailer, sender, log } = parts
  const mail = sealedMails(parts).open(due.sealed, due.cause_digest)
  if (!mail) return giveUp(parts, due, 'JWT_SECRET_KEY is not the one that the mail was sealed with.')
  let acceptedAs: string
  try {
    const message = messageOf(mail, { to: due.recipient, causeDigest: due.cause_digest }, sender)
    // Another sender of this worker may have put it off a moment ago, because we stop.
    signal.throwIfAborted()
    acceptedAs = await mailer.send(message, signal)
  } catch (error) {
    if (signal.aborted) return putOff(db, due, { nextTryAtMs: clock.nowMs(), error: null })
    return takeRefusal(parts, due, error)
  }
  await markSent(db, due, clock.nowMs())
  log.info({ ...told(due), acceptedAs: withoutAddress(acceptedAs, due) }, 'A mail was sent')
}

async function takeRefusal(parts: SendParts, due: DueMail, error: unknown): Promise<void> {
  const { db, clock, log } = parts
  if (!(error instanceof MailRefused))
    log.error({ ...told(due), err: error }, 'A mail could not be sent: a fault of ours')
  const words = withoutAddress(
    error instanceof MailRefused ? error.message : 'A fault of ours; the log knows more.',
    due,
  )
  const nextTryAtMs = clock.nowMs() + pauseMs(parts.random, due.attempts)
  const isInVain = error instanceof MailRefused && error.tryAgain === 'never'
  if (isInVain || nextTryAtMs >= due.give_up_at.getTime()) return giveUp(parts, due, words)
  await putOff(db, due, { nextTryAtMs, error: words })
  log.warn({ ...told(due), nextTryAtMs }, `A mail is tried again later. ${words}`)
}

async function giveUp({ db, clock, log }: SendParts, due: DueMail, words: string): Promise<void> {
  const maskedRecipient = maskedEmail(due.recipient)
  await markDead(db, due, { nowMs: clock.nowMs(), error: words, maskedRecipient })
  log.error({ ...told(due), recipient: maskedRecipient }, `A mail was given up. ${words}`)
}

/** 5, 10, 20 … 600 s, less up to half of it by chance, so that what failed together does not come back together. */
function pauseMs(random: Random, attempts: number): number {
  const longestMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempts - 1))
  return longestMs * (1 - random.bytes(2).readUInt16BE() / 65_536 / 2)
}

function told({ id, kind, attempts }: DueMail) {
  return { mailId: id, kind, attempt: attempts }
}

/** What servers say names the address; logs and tables of what is done do not. */
function withoutAddress(words: string, { recipient }: DueMail): string {
  return words.replaceAll(recipient, maskedEmail(recipient))
}
