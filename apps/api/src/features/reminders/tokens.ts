import { macsFor, type RootKeys } from '../../sealing.ts'
import { boundedText } from '../../text/bounded-text.ts'

/** What the links in reminders carry: signed, good without a session, and as long as there are mails with them. */
export interface ReminderTokens {
  sign(userId: string): string
  /** @returns whose reminders it ends; null for what was not signed here. */
  open(token: string): string | null
}

const UUID_BYTES = 16
const MAC_BYTES = 16
const TOKEN_LENGTH = Math.ceil(((UUID_BYTES + MAC_BYTES) * 4) / 3)

export const reminderToken = boundedText(TOKEN_LENGTH)
  .regex(/^[\w-]+$/, 'must be the token of a link')
  .meta({ example: 'n3sFqXNmTDmSxJ0bq5yqNfY6Zr0m0m1z8sYkq2u4cWw', description: 'The token of the link in a mail' })

export function reminderTokens({ lasting }: RootKeys): ReminderTokens {
  const macs = macsFor('reminder-off', [lasting], MAC_BYTES)
  return {
    sign: (userId) => {
      const id = Buffer.from(userId.replaceAll('-', ''), 'hex')
      return Buffer.concat([id, macs.of(id)]).toString('base64url')
    },
    open: (token) => {
      const bytes = Buffer.from(token, 'base64url')
      const id = bytes.subarray(0, UUID_BYTES)
      if (!macs.matches(id, bytes.subarray(UUID_BYTES))) return null
      return id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
    },
  }
}
