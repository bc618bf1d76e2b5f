import type { Database } from '../db/database.ts'
import type { Clock } from '../ports/clock.ts'
import type { Random } from '../ports/random.ts'
import { type Mail, mailSchema, uselessAtMs } from './mails.ts'
import { insertMail } from './queries.ts'
import { sealedMails } from './sealed-mails.ts'

export interface CausedMail {
  /** An address as `emailAddress` normalises it. */
  to: string
  /** What happened, such as `reset:<id of the code>`: one mail is sent for it, however often it is asked for. */
  cause: string
  mail: Mail
}

/**
 * Sends a mail once the caller's transaction has committed, and never if it does not. The worker does it, within seconds,
 * at least once; for hours where nobody takes it.
 */
export type SendLater = (tx: Database, mail: CausedMail) => Promise<void>

export function sendLaterBy(parts: { jwtKey: string; clock: Clock; random: Random }): SendLater {
  const sealed = sealedMails(parts)
  return async (tx, { to, cause, mail }) => {
    const causeDigest = sealed.digest(cause)
    const nowMs = parts.clock.nowMs()
    await insertMail(tx, {
      causeDigest,
      kind: mail.kind,
      recipient: to,
      sealed: sealed.seal(mailSchema.parse(mail), causeDigest),
      nowMs,
      giveUpAtMs: uselessAtMs(mail, nowMs),
    })
  }
}
