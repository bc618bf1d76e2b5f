import type { Database } from '../../db/database.ts'
import type { SendLater } from '../../mail/send-later.ts'
import type { SignInOrigin } from '../../members/sign-ins.ts'
import { deviceWords } from '../../text/device-words.ts'

const DAY_MS = 86_400_000

/**
 * Tells a member of a sign-in from a device that is not known: once a day for each kind of device and place, so that whoever
 * deletes their cookies, or signs in by a program, is not told each time.
 */
export async function tellOfDevice(
  tx: Database,
  sendLater: SendLater,
  { email, sub, origin, nowMs }: { email: string; sub: string; origin: SignInOrigin; nowMs: number },
): Promise<void> {
  const device = deviceWords(origin.device)
  const { country } = origin
  const cause = `new_device:${sub}:${device}:${country}:${Math.floor(nowMs / DAY_MS)}`
  await sendLater(tx, { to: email, cause, mail: { kind: 'new_device', device, country, atMs: nowMs } })
}
