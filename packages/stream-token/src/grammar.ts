import { VIDEO_HEIGHTS } from './rungs.ts'

/** The user id of a picture token that was made for nobody in particular. */
export const NIL_UUID = '00000000-0000-0000-0000-000000000000'

/** The heights in pixels that a token can name; 0 opens no video at all. */
export const HEIGHTS: readonly number[] = [0, ...VIDEO_HEIGHTS]

/**
 * Every part has one width and one spelling. Otherwise the specification's digest, which has no delimiters, could be cut in two ways:
 * a digit moved from the user id to the expiry would make a URL that lives for centuries.
 */
export const UUID_PATTERN = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
export const EXPIRY_PATTERN = '[0-9]{10}'

const UUID = new RegExp(`^${UUID_PATTERN}$`)
const EXPIRY = new RegExp(`^${EXPIRY_PATTERN}$`)

/** True for the canonical lower-case form 8-4-4-4-12, whatever version and variant. */
export function isUuid(text: string): boolean {
  return UUID.test(text)
}

/** True for unix seconds of exactly ten digits: the years 2001 to 2286, and older ones with leading zeros, which nobody signs. */
export function isExpiry(text: string): boolean {
  return EXPIRY.test(text)
}
