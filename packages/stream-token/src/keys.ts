/** The digests of whatever runs us; texts are hashed as UTF-8. */
export interface Digests {
  md5Hex: (text: string) => string
  hmacSha256: (secret: string, text: string, encoding: 'hex' | 'base64url') => string
}

/** The shared secrets, at least 32 characters each. Tokens are signed with `current`; during a rotation `previous` still opens. */
export type StreamKeys = { readonly current: string; readonly previous?: string | undefined }

/** A secret with its id: the public hint, in `h`, of the key that made it. */
export type Key = { readonly id: string; readonly secret: string }

/** What a token speaks of, as it stands in the query. The parts that a picture token lacks are empty. */
export type Claims = { contentId: string; e: string; uid: string; q: string; sid: string }

/** The bearer key (hex) with which the edge asks the API for ended stream sessions. */
export function revocationFeedKey(secret: string, { hmacSha256 }: Digests): string {
  return hmacSha256(secret, 'revocations', 'hex')
}

/** The keys that open a token, the current one first. Derived once per `StreamKeys` object. */
export function keyRing(keys: StreamKeys, digests: Digests): readonly [Key, ...Key[]] {
  let ring = rings.get(keys)
  if (ring === undefined) {
    ring = [withId(keys.current, digests), ...(keys.previous === undefined ? [] : [withId(keys.previous, digests)])]
    rings.set(keys, ring)
  }
  return ring
}

const rings = new WeakMap<StreamKeys, readonly [Key, ...Key[]]>()

function withId(secret: string, { hmacSha256 }: Digests): Key {
  return { id: hmacSha256(secret, 'key-id', 'base64url').slice(0, 6), secret }
}

/** The specification's digest: md5 in hex over content id, expiry, user id and secret, without delimiters. */
export function specifiedDigest({ contentId, e, uid }: Claims, { secret }: Key, { md5Hex }: Digests): string {
  return md5Hex(contentId + e + uid + secret)
}

/** The value of `h`: key id, a dot, and the whole HMAC-SHA256 in base64url. */
export function seal({ contentId, e, uid, q, sid }: Claims, { id, secret }: Key, { hmacSha256 }: Digests): string {
  return `${id}.${hmacSha256(secret, `v2|${contentId}|${e}|${uid}|${q}|${sid}`, 'base64url')}`
}
