import { EXPIRY_PATTERN, HEIGHTS, isUuid, NIL_UUID, UUID_PATTERN } from './grammar.ts'
import { type Digests, type Key, keyRing, type StreamKeys, seal, specifiedDigest } from './keys.ts'

/** What a genuine token opens: for one content, up to a height in pixels (the short side), in a stream session or none. */
export type Grant = {
  userId: string
  expiresAtSeconds: number
  maxHeight: number
  sessionId: string | null
  scope: 'stream' | 'pictures'
}

export type Verdict = { verdict: 'ok'; grant: Grant } | { verdict: 'expired' } | { verdict: 'invalid' }

/**
 * Judges the raw, undecoded query string of a request for `contentId`: strict grammar, then signature, then time.
 * `expired` is said of genuine tokens only; whatever we did not sign, or signed for longer than `maxTtlSeconds`, is `invalid`.
 */
export function verifyStreamToken(
  request: { contentId: string; query: string; nowSeconds: number; maxTtlSeconds: number },
  keys: StreamKeys,
  digests: Digests,
): Verdict {
  return judgeGrant(openStreamToken(request, keys, digests), request)
}

/** The grant of a token that was made with one of our keys, expired or not; null for everything else. */
export function openStreamToken(
  { contentId, query }: { contentId: string; query: string },
  keys: StreamKeys,
  digests: Digests,
): Grant | null {
  const token = isUuid(contentId) ? parse(query) : null
  if (token === null || !keyRing(keys, digests).some((key) => isGenuine(contentId, token, key, digests))) return null
  return {
    userId: token.uid,
    expiresAtSeconds: Number(token.e),
    maxHeight: Number(token.q ?? SPECIFIED_MAX_HEIGHT),
    sessionId: token.sid ?? null,
    scope: token.md5 === undefined ? 'pictures' : 'stream',
  }
}

/** The verdict of time on what `openStreamToken` returned. A token is good up to and including its last second. */
export function judgeGrant(
  grant: Grant | null,
  { nowSeconds, maxTtlSeconds }: { nowSeconds: number; maxTtlSeconds: number },
): Verdict {
  if (grant === null || grant.expiresAtSeconds > nowSeconds + maxTtlSeconds + CLOCK_SKEW_SECONDS)
    return { verdict: 'invalid' }
  return nowSeconds > grant.expiresAtSeconds ? { verdict: 'expired' } : { verdict: 'ok', grant }
}

const CLOCK_SKEW_SECONDS = 300
const SPECIFIED_MAX_HEIGHT = 480

type Token = { e: string; uid: string; md5?: string; q?: string; sid?: string; h?: string }

const E = `e=(?<e>${EXPIRY_PATTERN})`
const H = 'h=(?<h>[\\w-]{6}\\.[\\w-]{43})'
const MD5 = 'md5=(?<md5>[0-9a-f]{32})'
const SID = `sid=(?<sid>${UUID_PATTERN})`
const UID = `uid=(?<uid>${UUID_PATTERN})`

const MAX_QUERY_LENGTH = 200

/** The three parameter sets that exist, each with its parameters sorted by name: all of ours, the specification's, a picture's. */
const GRAMMAR = [
  new RegExp(`^${[E, H, MD5, `q=(?<q>${HEIGHTS.join('|')})`, SID, UID].join('&')}$`),
  new RegExp(`^${[E, MD5, UID].join('&')}$`),
  new RegExp(`^${[E, H, 'q=(?<q>0)', UID].join('&')}$`),
]

function parse(query: string): Token | null {
  if (query.length > MAX_QUERY_LENGTH) return null
  const sorted = query.split('&').sort().join('&')
  for (const form of GRAMMAR) {
    const fields = form.exec(sorted)?.groups
    if (fields !== undefined) return fields.md5 !== undefined && fields.uid === NIL_UUID ? null : (fields as Token)
  }
  return null
}

function isGenuine(
  contentId: string,
  { e, uid, md5, q = '', sid = '', h }: Token,
  key: Key,
  digests: Digests,
): boolean {
  const claims = { contentId, e, uid, q, sid }
  if (h !== undefined && !h.startsWith(key.id)) return false
  return (
    (md5 === undefined || sameText(md5, specifiedDigest(claims, key, digests))) &&
    (h === undefined || sameText(h, seal(claims, key, digests)))
  )
}

/** Takes as long wherever the texts differ, so that nobody learns a digest piece by piece. */
function sameText(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  let difference = 0
  for (let index = 0; index < a.length; index += 1) difference |= a.charCodeAt(index) ^ b.charCodeAt(index)
  return difference === 0
}
