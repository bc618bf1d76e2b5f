import type { Language } from '@better-and-bliss/membership'
import type { Database } from '../db/database.ts'
import type { Clock } from '../ports/clock.ts'
import type { Random } from '../ports/random.ts'
import type { RootKeys } from '../sealing.ts'
import { type Mail, queuedMailSchema, uselessAtMs } from './mails.ts'
import { insertBulkMails, insertMail } from './queries.ts'
import { sealedMails } from './sealed-mails.ts'

export interface CausedMail {
  /** An address as `emailAddress` normalises it. */
  to: string
  /** What happened, such as `reset:<id of the code>`: one mail is sent for it, however often it is asked for. */
  cause: string
  mail: Mail
  /** What it speaks where the address is no member's, or one's who never chose; the first language where this is null, too. */
  language?: Language | null
}

/**
 * Sends a mail once the caller's transaction has committed, and never if it does not. The worker does it, within seconds,
 * at least once; for hours where nobody takes it.
 */
export type SendLater = (tx: Database, mail: CausedMail) => Promise<void>

/**
 * Sends many mails that nobody waits for, as `SendLater` does: after every other, and each at the most once. One whose
 * worker ends while it sends it is not sent again.
 *
 * @returns the digests of their causes, one for each.
 */
export type SendBulkLater = (tx: Database, mails: readonly CausedMail[]) => Promise<Buffer[]>

interface Parts {
  rootKeys: RootKeys
  clock: Clock
  random: Random
}

export function sendLaterBy(parts: Parts): SendLater {
  const rowOf = rowsBy(parts)
  return (tx, mail) => insertMail(tx, rowOf(mail))
}

/** @param mode `again`: for somebody who wants those sent once more of which it is in doubt whether they arrived, with the same id. */
export function sendBulkLaterBy(parts: Parts, { again = false } = {}): SendBulkLater {
  const rowOf = rowsBy(parts)
  return async (tx, mails) => {
    const rows = mails.map(rowOf)
    await insertBulkMails(tx, rows, { again })
    return rows.map(({ causeDigest }) => causeDigest)
  }
}

/** How a mail stands in the database. */
function rowsBy(parts: Parts) {
  const sealed = sealedMails(parts)
  return ({ to, cause, mail, language }: CausedMail) => {
    const causeDigest = sealed.digest(cause)
    const nowMs = parts.clock.nowMs()
    return {
      causeDigest,
      kind: mail.kind,
      recipient: to,
      sealed: sealed.seal(queuedMailSchema.parse(language ? { ...mail, language } : mail), causeDigest),
      nowMs,
      giveUpAtMs: uselessAtMs(mail, nowMs),
    }
  }
}
