import { type KeyRing, macsFor } from '../../../sealing.ts'

/** Cognito's refresh token is opaque; to renew or end it, one must know these, too. */
export interface WrappedToken {
  signInId: string
  /** Cognito's own. */
  username: string
  token: string
}

/**
 * What the cookie holds: Cognito's refresh token behind sign-in and username, proved by a MAC:
 * `sign-in id . base64url(username) . base64url(HMAC-SHA256) . Cognito's token`. Its 1.8 KB stay below the 4 KB of a cookie.
 */
export interface RefreshTokenCodec {
  encode(wrapped: WrappedToken): string
  /** @returns null for anything that we did not make. */
  decode(refreshToken: string): WrappedToken | null
}

const SHAPE = /^([0-9a-f-]{36})\.([\w-]+)\.([\w-]{43})\.([\w.=-]+)$/
const MAX_LENGTH = 4_096

export function refreshTokenCodec(ring: KeyRing): RefreshTokenCodec {
  const macs = macsFor('cognito-refresh-token', ring)
  return {
    encode: ({ signInId, username, token }) => {
      const head = `${signInId}.${Buffer.from(username).toString('base64url')}`
      return `${head}.${macs.of(`${head}.${token}`).toString('base64url')}.${token}`
    },
    decode: (refreshToken) => {
      if (refreshToken.length > MAX_LENGTH) return null
      const [, signInId, name, mac, token] = SHAPE.exec(refreshToken) ?? []
      if (!signInId || !name || !mac || !token) return null
      if (!macs.matches(`${signInId}.${name}.${token}`, Buffer.from(mac, 'base64url'))) return null
      return { signInId, username: Buffer.from(name, 'base64url').toString(), token }
    },
  }
}
