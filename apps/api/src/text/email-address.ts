import { domainToASCII, domainToUnicode } from 'node:url'
import { emailParts } from '@better-and-bliss/membership'
import { boundedText } from './bounded-text.ts'

const MAX_LENGTH = 254
/** Blanks around an address are cut off, and a domain may be shorter in ASCII than it was typed. */
const MAX_TYPED_LENGTH = 320
const MAX_LOCAL_BYTES = 64

const ASCII_DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{0,58}[a-z0-9])$/

/**
 * An email address in the one spelling that stands for all of its spellings: NFC, lower case, the domain in ASCII
 * (IDNA). Two spellings of one address are one account.
 */
export const emailAddress = boundedText(MAX_TYPED_LENGTH, MAX_LENGTH)
  .transform((text, context) => {
    const normal = normalEmail(text.trim())
    if (normal === null) context.addIssue('must be an email address')
    else if (normal.length > MAX_LENGTH) context.addIssue(`must have at most ${MAX_LENGTH} characters`)
    return normal ?? ''
  })
  .meta({ example: 'user@example.com', format: 'idn-email', maxLength: MAX_TYPED_LENGTH })

function normalEmail(text: string): string | null {
  const parts = emailParts(text)
  if (!parts || Buffer.byteLength(parts.local) > MAX_LOCAL_BYTES) return null
  const domain = domainToASCII(parts.domain)
  return ASCII_DOMAIN.test(domain) ? `${parts.local}@${domain}` : null
}

/** A stored address as people read it: `post@bücher.example`, not `post@xn--bcher-kva.example`. */
export function readableEmail(email: string): string {
  const at = email.lastIndexOf('@')
  return `${email.slice(0, at + 1)}${domainToUnicode(email.slice(at + 1))}`
}

/** Enough of an address for its owner to know it, and for nobody else to write to it: `ada@example.com` → `a***@e***.com`. */
export function maskedEmail(email: string): string {
  const at = email.lastIndexOf('@')
  const topLevel = email.slice(email.lastIndexOf('.'))
  return `${firstCharacter(email)}***@${firstCharacter(email.slice(at + 1))}***${topLevel}`
}

function firstCharacter(text: string): string {
  return /^./su.exec(text)?.[0] ?? ''
}
