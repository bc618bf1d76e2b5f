import { createHmac, createSecretKey, hkdfSync, timingSafeEqual } from 'node:crypto'

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

export function refreshTokenCodec(jwtKey: string): RefreshTokenCodec {
  // Bytes would be made a key anew with each token, which costs five times what the MAC does.
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', jwtKey, '', 'refresh-token', 32)))
  const mac = (head: Buffer) => createHmac('sha256', key).update(head).digest()
  return {
    encode: ({ signInId, generation }) => {
      const head = Buffer.alloc(HEAD_BYTES)
      head.write(signInId.replaceAll('-', ''), 'hex')
      head.writeUInt32BE(generation, ID_BYTES)
      return Buffer.concat([head, mac(head)]).toString('base64url')
    },
    decode: (token) => {
      const bytes = Buffer.from(token, 'base64url')
      if (bytes.length !== TOKEN_BYTES) return null
      const head = bytes.subarray(0, HEAD_BYTES)
      if (!timingSafeEqual(mac(head), bytes.subarray(HEAD_BYTES))) return null
      return { signInId: toUuid(head.toString('hex', 0, ID_BYTES)), generation: head.readUInt32BE(ID_BYTES) }
    },
  }
}

function toUuid(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
