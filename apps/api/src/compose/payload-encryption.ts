import { payloadKeys } from '@better-and-bliss/payload-encryption'
import type { ApiSettings } from '@better-and-bliss/settings'
import type { Database } from '../db/database.ts'
import type { PayloadEncryption } from '../http/payload-encryption.ts'
import { payloadNonces } from '../http/payload-nonces.ts'
import type { Clock } from '../ports/clock.ts'

export async function composePayloadEncryption(
  settings: ApiSettings['payloadEncryption'],
  { db, clock }: { db: Database; clock: Clock },
): Promise<PayloadEncryption | null> {
  if (settings.kind === 'off') return null
  const hmacKey = settings.hmacKey.reveal()
  const keys = await Promise.all(settings.keys.map((key) => payloadKeys(key.reveal(), hmacKey)))
  return { keys, isRequired: settings.isRequired, takeNonce: payloadNonces({ db, clock }), clock }
}
