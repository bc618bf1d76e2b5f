import { HEIGHTS, isExpiry, isUuid } from './grammar.ts'
import { type Claims, type Digests, keyRing, type StreamKeys, seal, specifiedDigest } from './keys.ts'

/**
 * Signs a stream token and returns its query string without `?`: the specification's `e`, `md5` and `uid`, which a validator
 * written from the specification accepts, then the height cap `q`, the stream session `sid` and the HMAC `h` over all of them.
 * Throws a RangeError for anything that no validator would accept.
 */
export function signStreamToken(
  token: { contentId: string; userId: string; expiresAtSeconds: number; maxHeight: number; sessionId: string },
  keys: StreamKeys,
  digests: Digests,
): string {
  if (!HEIGHTS.includes(token.maxHeight)) throw new RangeError(`maxHeight must be one of ${HEIGHTS.join(', ')}`)
  if (!isUuid(token.sessionId)) throw new RangeError('sessionId must be a lower-case UUID')
  const claims = claimsOf(token, String(token.maxHeight), token.sessionId)
  const [key] = keyRing(keys, digests)
  const specified = `e=${claims.e}&md5=${specifiedDigest(claims, key, digests)}&uid=${claims.uid}`
  return `${specified}&q=${claims.q}&sid=${claims.sid}&h=${seal(claims, key, digests)}`
}

/**
 * Signs a token that opens pictures only, and returns its query string without `?`. It carries no `md5`, so that no validator
 * written from the specification takes it for a video's. `userId` is the member's or NIL_UUID. Throws as `signStreamToken`.
 */
export function signPictureToken(
  token: { contentId: string; userId: string; expiresAtSeconds: number },
  keys: StreamKeys,
  digests: Digests,
): string {
  const claims = claimsOf(token, '0', '')
  const [key] = keyRing(keys, digests)
  return `e=${claims.e}&uid=${claims.uid}&q=0&h=${seal(claims, key, digests)}`
}

function claimsOf(
  { contentId, userId, expiresAtSeconds }: { contentId: string; userId: string; expiresAtSeconds: number },
  q: string,
  sid: string,
): Claims {
  if (!isUuid(contentId)) throw new RangeError('contentId must be a lower-case UUID')
  if (!isUuid(userId)) throw new RangeError('userId must be a lower-case UUID')
  const e = String(expiresAtSeconds)
  if (!isExpiry(e)) throw new RangeError('expiresAtSeconds must be whole unix seconds of 10 digits')
  return { contentId, e, uid: userId, q, sid }
}
