/** RFC 6531: letters of every script beside the atoms of RFC 5321; quoted local parts are not taken. */
const LOCAL = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u
/** Two labels or more, parted by whatever IDNA takes for a dot. */
const DOMAIN = /^[\p{L}\p{M}\p{N}-]+(?:[.。．｡][\p{L}\p{M}\p{N}-]+)+$/u

export interface EmailParts {
  local: string
  /** As it was typed: not in ASCII yet. */
  domain: string
}

/**
 * The parts of what is written like an email address, the local one in NFC and lower case; null for anything else. Whether
 * IDNA knows the domain is for a server to say.
 */
export function emailParts(text: string): EmailParts | null {
  const at = text.lastIndexOf('@')
  const local = text.slice(0, Math.max(at, 0)).normalize('NFC').toLowerCase().normalize('NFC')
  const domain = text.slice(at + 1)
  return LOCAL.test(local) && DOMAIN.test(domain) && !INVISIBLE.test(text) ? { local, domain } : null
}
