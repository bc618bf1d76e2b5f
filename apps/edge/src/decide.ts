import {
  type Countries,
  type Grant,
  judgeGrant,
  type MediaPath,
  mayPlayIn,
  parseMediaPath,
} from '@better-and-bliss/stream-token'

/**
 * A request as it came over the wire: `path` and `query` raw and undecoded, `query` without `?`. `country` is where it comes
 * from, in two capital letters; null where nobody knows.
 */
export type EdgeRequest = { method: string; path: string; query: string; country: string | null }

/**
 * What to answer. `key` is the object's key in the store. A playlist is rewritten for its token: `query` goes to every URI and
 * variants above `maxHeight` are left out; where tokens are not checked it goes out as it is.
 */
export type Decision =
  | Denial
  | { kind: 'file'; key: string }
  | { kind: 'playlist'; key: string; token: { query: string; maxHeight: number } | null }

export type Denial = { kind: 'deny'; status: 400 | 403 | 405 | 410 | 503; message: string }

export type EdgeContext = {
  nowSeconds: number
  maxTtlSeconds: Record<Grant['scope'], number>
  /** The grant of a genuine token, whatever its age; null for everything else. */
  openToken: (token: { contentId: string; query: string }) => Grant | null
  /** Whether it is known what was ended. Streams wait until it is; pictures do not. */
  isListCurrent: () => boolean
  /** Whether what a genuine token for `contentId` stood for was ended before its time. */
  isRevoked: (grant: Grant, contentId: string) => boolean
  /** Null: countries do not matter, whatever lists items have. */
  geo: GeoRules | null
}

/** Where anything may be played, and where an item may, as far as it has a list of its own. */
export type GeoRules = { allowedCountries: Countries; countriesOf: (contentId: string) => Countries }

/** Decides by method, path and token, in this order. Who has no genuine token learns nothing of what exists. */
export function decide(request: EdgeRequest, context: EdgeContext): Decision {
  const asset = parse(request)
  if (asset.kind === 'deny') return asset
  const grant = context.openToken({ contentId: asset.contentId, query: request.query })
  if (grant === null) return INVALID_TOKEN
  const { nowSeconds, maxTtlSeconds } = context
  const { verdict } = judgeGrant(grant, { nowSeconds, maxTtlSeconds: maxTtlSeconds[grant.scope] })
  if (verdict === 'invalid') return INVALID_TOKEN
  if (verdict === 'expired') return deny(410, 'Streaming URL has expired')
  if (grant.scope === 'stream' && !context.isListCurrent()) return NOT_YET
  if (context.isRevoked(grant, asset.contentId)) return deny(403, 'Stream session has ended')
  if (grant.scope === 'stream' && !isOpenIn(request.country, asset.contentId, context.geo)) return NOT_IN_COUNTRY
  if (grant.maxHeight < asset.minHeight) return deny(403, 'This token does not open this file')
  return serve(asset, { query: request.query, maxHeight: grant.maxHeight })
}

function isOpenIn(country: string | null, contentId: string, geo: GeoRules | null): boolean {
  return geo === null || (mayPlayIn(geo.allowedCountries, country) && mayPlayIn(geo.countriesOf(contentId), country))
}

/** The same paths for everybody: development with ENABLE_STREAMING_TOKEN_VALIDATION=false. */
export function decideUnchecked(request: EdgeRequest): Decision {
  const asset = parse(request)
  return asset.kind === 'deny' ? asset : serve(asset, null)
}

/** Spellings that some server somewhere reads as another path. */
const TREACHEROUS = /[%\\;]|\/\/|\.\./

const INVALID_TOKEN = deny(403, 'Invalid security token')
const NOT_IN_COUNTRY = deny(403, 'This cannot be played in your country')
const NOT_YET = deny(503, 'It is not known yet which streams were ended. Try again in a few seconds.')

function parse({ method, path }: EdgeRequest): MediaPath | Denial {
  if (method !== 'GET' && method !== 'HEAD') return deny(405, 'Method not allowed')
  if (TREACHEROUS.test(path)) return deny(400, 'Malformed path')
  return parseMediaPath(path) ?? INVALID_TOKEN
}

function serve({ kind, key }: MediaPath, token: { query: string; maxHeight: number } | null): Decision {
  return kind === 'playlist' ? { kind, key, token } : { kind: 'file', key }
}

function deny(status: Denial['status'], message: string): Denial {
  return { kind: 'deny', status, message }
}
