import type { Language } from '@better-and-bliss/membership'
import type { Database } from '../../db/database.ts'
import type { AuthParts } from './parts.ts'

const DAY_MS = 86_400_000

/** Tells the owner of an address that somebody wants it for an account, once a day at the most. */
export async function tellAddressExists(
  tx: Database,
  { sendLater, clock }: Pick<AuthParts, 'sendLater' | 'clock'>,
  { to, language }: { to: string; language: Language | null },
): Promise<void> {
  const cause = `address_exists:${to}:${Math.floor(clock.nowMs() / DAY_MS)}`
  await sendLater(tx, { to, cause, mail: { kind: 'address_exists' }, language })
}
