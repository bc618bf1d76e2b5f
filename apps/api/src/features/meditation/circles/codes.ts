import type { Random } from '../../../ports/random.ts'

/** Crockford's base 32: no letter looks like a digit or another letter. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const BITS = 5
const BYTES = 5
/** Long enough for one that is typed with hyphens and spaces. */
export const MAX_CODE_LENGTH = 20

/** Eight letters and digits, 40 bits: two circles with the same are stopped by the database. */
export function newCode(random: Random): string {
  let value = random.bytes(BYTES).readUIntBE(0, BYTES)
  let code = ''
  for (let length = 0; length < (BYTES * 8) / BITS; length += 1) {
    code = ALPHABET.charAt(value % ALPHABET.length) + code
    value = Math.floor(value / ALPHABET.length)
  }
  return code
}

/** A code as it is stored, of what somebody typed; what no code holds makes it one that nobody has. */
export function normalCode(typed: string): string {
  const code = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll(/[IL]/g, '1').replaceAll('O', '0')
  return /^[0-9A-Z]*$/.test(code) ? code : ''
}
