import { LANGUAGES } from '@better-and-bliss/membership'
import type { Database } from '../db/database.ts'
import type { Clock } from '../ports/clock.ts'
import type { Logger } from '../ports/logger.ts'
import { type Mailer, MailRefused } from '../ports/mailer.ts'
import type { Random } from '../ports/random.ts'
import type { RootKeys } from '../sealing.ts'
import { maskedEmail } from '../text/email-address.ts'
import type { CampaignMail, QueuedMail, ReminderMail } from './mails.ts'
import { messageOf, type Sender, type Written, writtenOf } from './message.ts'
import { type DueMail, deleteAttempted, markDead, markSent, putOff, takeDueMail } from './queries.ts'
import { sealedMails } from './sealed-mails.ts'

export interface SendParts {
  db: Database
  mailer: Mailer
  sender: Sender
  rootKeys: RootKeys
  clock: Clock
  random: Random
  log: Logger
  /** @returns null for a reader who is not written to any more. */
  writeCampaign: (mail: CampaignMail) => Promise<Written | null>
  /** What comes of it that there is no mailbox at the address of a reader. */
  noteDeadAddress: (mail: CampaignMail) => Promise<void>
  /** Whether a member still wants to be reminded, at this address: a mail may have waited for hours. */
  wantsReminder: (mail: ReminderMail, recipient: string) => Promise<boolean>
}

/** Longer than a mailer takes for one mail, by more than clocks of two machines differ. */
const LEASE_MS = 60_000
const FIRST_PAUSE_MS = 5_000
const LONGEST_PAUSE_MS = 600_000

/**
 * Makes what sends the one mail that is due longest, and says how that went: sent, put off, or given up. However many do it
 * at once, none is sent by two of them. One whose worker was killed is due again when its minute has passed. A letter is then
 * sent once more, with the same id, if it had been accepted already: somebody waits for it. A campaign's mail is given up:
 * nobody shall get it twice.
 *
 * @returns a function that returns false when none is due. `takesBulk`: whether mails count that nobody waits for.
 */
export function sendDueBy(parts: SendParts, { takesBulk = true } = {}): (signal: AbortSignal) => Promise<boolean> {
  const { db, clock } = parts
  return async (signal) => {
    const nowMs = clock.nowMs()
    const due = await takeDueMail(db, { nowMs, leasedUntilMs: nowMs + LEASE_MS, takesBulk })
    if (!due) return false
    if (due.is_bulk && due.was_in_flight) await giveUp(parts, due, UNCERTAIN, { isCertain: false })
    else if (nowMs >= due.give_up_at.getTime()) await giveUp(parts, due, due.last_error ?? 'No worker sent it in time.')
    else await attempt(parts, due, signal)
    return true
  }
}

const UNCERTAIN = 'A worker ended while it sent this mail: it may have arrived, and is not sent again.'

async function attempt(parts: SendParts, due: DueMail, stopping: AbortSignal): Promise<void> {
  const { db, clock, mailer, sender, log } = parts
  const mail = sealedMails(parts).open(due.sealed, due.cause_digest)
  if (!mail) return giveUp(parts, due, 'JWT_SECRET_KEY is not the one that the mail was sealed with.')
  // What is broken off may have arrived: what must not arrive twice is sent to its end.
  const signal = due.is_bulk ? new AbortController().signal : stopping
  let acceptedAs: string
  try {
    // Another sender of this worker may have put it off a moment ago, because we stop.
    stopping.throwIfAborted()
    const written = await write(parts, mail, due)
    if (!written) return await drop(parts, due)
    const message = messageOf(written, { to: due.recipient, causeDigest: due.cause_digest }, sender)
    acceptedAs = await mailer.send(message, signal)
  } catch (error) {
    if (stopping.aborted && !(error instanceof MailRefused))
      return putOff(db, due, { nextTryAtMs: clock.nowMs(), error: null })
    if (mail.kind === 'campaign' && error instanceof MailRefused && error.isDeadAddress)
      await parts.noteDeadAddress(mail)
    return takeRefusal(parts, due, error)
  }
  await markSent(db, due, clock.nowMs())
  log.info({ ...told(due), acceptedAs: withoutAddress(acceptedAs, due) }, 'A mail was sent')
}

async function write(
  { writeCampaign, wantsReminder, sender }: SendParts,
  mail: QueuedMail,
  { recipient, language }: DueMail,
): Promise<Written | null> {
  if (mail.kind === 'campaign') return writeCampaign(mail)
  if (mail.kind === 'practice_reminder' && !(await wantsReminder(mail, recipient))) return null
  return writtenOf(mail, sender, language ?? mail.language ?? LANGUAGES[0])
}

async function drop({ db, log }: SendParts, due: DueMail): Promise<void> {
  await deleteAttempted(db, due)
  log.info(told(due), 'A mail was not sent: its reader does not want it any more')
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

async function giveUp(
  { db, clock, log }: SendParts,
  due: DueMail,
  words: string,
  { isCertain } = { isCertain: true },
): Promise<void> {
  const maskedRecipient = maskedEmail(due.recipient)
  await markDead(db, due, { nowMs: clock.nowMs(), error: words, maskedRecipient, isCertain })
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
