import type { Random } from '../ports/random.ts'
import { macsFor, type RootKeys, sealerFor } from '../sealing.ts'
import { type QueuedMail, queuedMailSchema } from './mails.ts'

/** How mails and their causes stand in the database: nobody who has a copy of it learns a code, or whom a cause names. */
export interface SealedMails {
  /** The same for the same cause. */
  digest(cause: string): Buffer
  seal(mail: QueuedMail, causeDigest: Buffer): Buffer
  /** @returns null for what was sealed by another key, or for another cause. */
  open(sealed: Buffer, causeDigest: Buffer): QueuedMail | null
}

export function sealedMails({ rootKeys, random }: { rootKeys: RootKeys; random: Random }): SealedMails {
  const sealer = sealerFor('mail', { ring: rootKeys.ring, random })
  return {
    digest: macsFor('mail-cause', [rootKeys.lasting]).of,
    seal: (mail, causeDigest) => sealer.seal(Buffer.from(JSON.stringify(mail)), causeDigest.toString('hex')),
    open: (sealed, causeDigest) => {
      const plain = sealer.open(sealed, causeDigest.toString('hex'))
      return plain && queuedMailSchema.parse(JSON.parse(plain.toString()))
    },
  }
}
