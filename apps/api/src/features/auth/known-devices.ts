import type { Clock } from '../../ports/clock.ts'
import type { Random } from '../../ports/random.ts'
import { macsFor, type RootKeys } from '../../sealing.ts'

/**
 * A device on which somebody signed in before is told from a stranger's by a cookie, so that nobody who guesses passwords
 * elsewhere can keep its owner out. The cookie signs nobody in: it is
 * `base64url(device id 16 bytes | account 16 bytes | issued at 4 bytes | HMAC-SHA256 32 bytes)`, and the database keeps
 * nothing of it.
 */
export interface KnownDevices {
  /** Whether the cookie is one of ours, for whichever account. */
  isGenuine(cookie: string | undefined): boolean
  /** @returns the device's id; null if nobody signed in to this account with it. */
  find(cookie: string | undefined, email: string): string | null
  /** The cookie for a device on which somebody has just signed in to this account. */
  issue(email: string): string
}

export const DEVICE_LIFE_SECONDS = 180 * 86_400
const ID_BYTES = 16
const ACCOUNT_BYTES = 16
const HEAD_BYTES = ID_BYTES + ACCOUNT_BYTES + 4
const COOKIE_BYTES = HEAD_BYTES + 32
const COOKIE_LENGTH = Math.ceil((COOKIE_BYTES * 4) / 3)

export function knownDevices({
  rootKeys: { ring },
  clock,
  random,
}: {
  rootKeys: Pick<RootKeys, 'ring'>
  clock: Clock
  random: Random
}): KnownDevices {
  const macs = macsFor('known-device', ring)
  const accounts = macsFor('known-device', ring, ACCOUNT_BYTES)
  const nowSeconds = () => Math.floor(clock.nowMs() / 1000)

  function open(cookie = ''): Buffer | null {
    if (cookie.length !== COOKIE_LENGTH) return null
    const bytes = Buffer.from(cookie, 'base64url')
    if (bytes.length !== COOKIE_BYTES) return null
    const head = bytes.subarray(0, HEAD_BYTES)
    if (!macs.matches(head, bytes.subarray(HEAD_BYTES))) return null
    return nowSeconds() - head.readUInt32BE(HEAD_BYTES - 4) < DEVICE_LIFE_SECONDS ? head : null
  }

  return {
    isGenuine: (cookie) => open(cookie) !== null,
    find: (cookie, email) => {
      const head = open(cookie)
      if (!head || !accounts.matches(`account ${email}`, head.subarray(ID_BYTES, ID_BYTES + ACCOUNT_BYTES))) return null
      return head.toString('hex', 0, ID_BYTES)
    },
    issue: (email) => {
      const issuedAt = Buffer.alloc(4)
      issuedAt.writeUInt32BE(nowSeconds())
      const head = Buffer.concat([random.bytes(ID_BYTES), accounts.of(`account ${email}`), issuedAt])
      return Buffer.concat([head, macs.of(head)]).toString('base64url')
    },
  }
}
