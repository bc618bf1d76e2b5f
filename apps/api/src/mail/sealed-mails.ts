import { createHmac, hkdfSync } from 'node:crypto'
import type { Random } from '../ports/random.ts'
import { sealerFor } from '../sealing.ts'
import { type Mail, mailSchema } from './mails.ts'

/** How mails and their causes stand in the database: nobody who has a copy of it learns a code, or whom a cause names. */
export interface SealedMails {
  /** The same for the same cause. */
  digest(cause: string): Buffer
  seal(mail: Mail, causeDigest: Buffer): Buffer
  /** @returns null for what was sealed by another key, or for another cause. */
  open(sealed: Buffer, causeDigest: Buffer): Mail | null
}

export function sealedMails(parts: { jwtKey: string; random: Random }): SealedMails {
  const sealer = sealerFor('mail', parts)
  const causeKey = Buffer.from(hkdfSync('sha256', parts.jwtKey, '', 'mail-cause', 32))
  return {
    digest: (cause) => createHmac('sha256', causeKey).update(cause).digest(),
    seal: (mail, causeDigest) => sealer.seal(Buffer.from(JSON.stringify(mail)), causeDigest.toString('hex')),
    open: (sealed, causeDigest) => {
      const plain = sealer.open(sealed, causeDigest.toString('hex'))
      return plain && mailSchema.parse(JSON.parse(plain.toString()))
    },
  }
}
