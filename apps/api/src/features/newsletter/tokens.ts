import { type KeyRing, macsFor, type RootKeys } from '../../sealing.ts'
import { boundedText } from '../../text/bounded-text.ts'

/** What the links in mails carry: signed, and good without a session. */
export interface NewsletterTokens {
  /** Confirms what the form was sent for at a moment. */
  confirm: TokenOf<{ subscriberId: string; askedAtSeconds: number }>
  /** Ends a subscription or changes it, for ever. */
  manage: TokenOf<{ subscriberId: string; campaignId: string | null }>
}

interface TokenOf<Claims> {
  sign(claims: Claims): string
  /** @returns null for what was not signed here, or for another purpose. */
  open(token: string): Claims | null
}

const UUID_BYTES = 16
const SECONDS_BYTES = 6
const MAC_BYTES = 16
const MAX_BYTES = 2 * UUID_BYTES + MAC_BYTES

export const MAX_TOKEN_LENGTH = Math.ceil((MAX_BYTES * 4) / 3)

export const linkToken = boundedText(MAX_TOKEN_LENGTH)
  .regex(/^[\w-]+$/, 'must be the token of a link')
  .meta({ example: 'n3sFqXNmTDmSxJ0bq5yqNfY6Zr0m0m1z8sYkq2u4cWw', description: 'The token of the link in a mail' })

export function newsletterTokens({ ring, lasting }: RootKeys): NewsletterTokens {
  const confirm = signer('newsletter-confirm', ring)
  const manage = signer('newsletter-manage', [lasting])
  return {
    confirm: {
      sign: ({ subscriberId, askedAtSeconds }) => {
        const seconds = Buffer.alloc(SECONDS_BYTES)
        seconds.writeUIntBE(askedAtSeconds, 0, SECONDS_BYTES)
        return confirm.sign(Buffer.concat([uuidBytes(subscriberId), seconds]))
      },
      open: (token) => {
        const claims = confirm.open(token)
        if (claims?.length !== UUID_BYTES + SECONDS_BYTES) return null
        return { subscriberId: uuidText(claims, 0), askedAtSeconds: claims.readUIntBE(UUID_BYTES, SECONDS_BYTES) }
      },
    },
    manage: {
      sign: ({ subscriberId, campaignId }) =>
        manage.sign(Buffer.concat([subscriberId, ...(campaignId ? [campaignId] : [])].map(uuidBytes))),
      open: (token) => {
        const claims = manage.open(token)
        if (claims?.length !== UUID_BYTES && claims?.length !== 2 * UUID_BYTES) return null
        const campaignId = claims.length > UUID_BYTES ? uuidText(claims, UUID_BYTES) : null
        return { subscriberId: uuidText(claims, 0), campaignId }
      },
    },
  }
}

function signer(purpose: string, ring: KeyRing) {
  const macs = macsFor(purpose, ring, MAC_BYTES)
  return {
    sign: (claims: Buffer) => Buffer.concat([claims, macs.of(claims)]).toString('base64url'),
    open: (token: string): Buffer | null => {
      const bytes = Buffer.from(token, 'base64url')
      if (bytes.length <= MAC_BYTES || bytes.length > MAX_BYTES) return null
      const claims = bytes.subarray(0, -MAC_BYTES)
      return macs.matches(claims, bytes.subarray(-MAC_BYTES)) ? claims : null
    },
  }
}

function uuidBytes(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex')
}

function uuidText(bytes: Buffer, start: number): string {
  const hex = bytes.toString('hex', start, start + UUID_BYTES)
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
