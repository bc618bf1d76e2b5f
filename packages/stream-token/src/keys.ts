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

/** The keys that open a token, the current one first. Derived once while the same `StreamKeys` object is asked for. */
export function keyRing(keys: StreamKeys, digests: Digests): readonly [Key, ...Key[]] {
  if (last === null || last.keys !== keys) {
    const previous = keys.previous === undefined ? [] : [withId(keys.previous, digests)]
    last = { keys, ring: [withId(keys.current, digests), ...previous] }
  }
  return last.ring
}

/** A process has one pair of keys. (njs knows no WeakMap.) */
let last: { keys: StreamKeys; ring: readonly [Key, ...Key[]] } | null = null

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
