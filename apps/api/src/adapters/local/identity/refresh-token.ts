import { type KeyRing, macsFor } from '../../../sealing.ts'

/** What a refresh token says. */
export interface RefreshTokenClaim {
  signInId: string
  generation: number
}

/**
 * A refresh token names its sign-in and generation and proves both with a MAC, so that the database keeps one small row
 * a sign-in and no token: `base64url(sign-in id 16 bytes | generation 4 bytes | HMAC-SHA256 32 bytes)`.
 */
export interface RefreshTokenCodec {
  encode(claim: RefreshTokenClaim): string
  /** @returns null for anything that we did not make. */
  decode(token: string): RefreshTokenClaim | null
}

const ID_BYTES = 16
const HEAD_BYTES = ID_BYTES + 4
const TOKEN_BYTES = HEAD_BYTES + 32

export function refreshTokenCodec(ring: KeyRing): RefreshTokenCodec {
  const macs = macsFor('refresh-token', ring)
  return {
    encode: ({ signInId, generation }) => {
      const head = Buffer.alloc(HEAD_BYTES)
      head.write(signInId.replaceAll('-', ''), 'hex')
      head.writeUInt32BE(generation, ID_BYTES)
      return Buffer.concat([head, macs.of(head)]).toString('base64url')
    },
    decode: (token) => {
      const bytes = Buffer.from(token, 'base64url')
      if (bytes.length !== TOKEN_BYTES) return null
      const head = bytes.subarray(0, HEAD_BYTES)
      if (!macs.matches(head, bytes.subarray(HEAD_BYTES))) return null
      return { signInId: toUuid(head.toString('hex', 0, ID_BYTES)), generation: head.readUInt32BE(ID_BYTES) }
    },
  }
}

function toUuid(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
