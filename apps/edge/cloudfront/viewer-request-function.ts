import crypto from 'node:crypto'
import {
  AS_OF_KEY,
  type Countries,
  countriesIn,
  furtherPages,
  type Grant,
  isItemClosed,
  isStreamEnded,
  itemEntryKey,
  memberEntryKey,
  openStreamToken,
  parseMediaPath,
  parseSettings,
  SETTINGS_KEY,
  type StoredSettings,
} from '@better-and-bliss/stream-token'
import { asCountry } from '@better-and-bliss/viewer-country/country'
import cloudfront, { type KeyValueStore } from 'cloudfront'
import type { FunctionAnswer, FunctionEvent, FunctionRequest } from './function-event.ts'
import { CLOSED, decideForViewer, type OwnAnswer } from './viewer-answers.ts'

/**
 * The CloudFront Function of viewer requests. Keys and what was ended stand in its KeyValueStore, which the worker writes.
 * (Runtime 2.0: awaits one after the other, because chains of promises take its memory.)
 */
export async function handler({ request }: FunctionEvent): Promise<FunctionRequest | FunctionAnswer> {
  const store = cloudfront.kvs()
  const settings = await readSettings(store)
  if (settings === null) return answerOf(CLOSED)
  const { method, uri: path } = request
  const { allowedCountries } = settings
  const query = request.rawQueryString() ?? ''
  const media = parseMediaPath(path)
  const grant = media && openStreamToken({ contentId: media.contentId, query }, settings.keys, DIGESTS)
  const nowSeconds = Math.floor(Date.now() / 1000)
  const { ended, countries } = await readKnown(store, media?.contentId, grant, nowSeconds - settings.maxAgeSeconds)
  const { origin, 'cloudfront-viewer-country': country } = request.headers
  const decision = decideForViewer(
    { method, path, query, origin: origin?.value, country: asCountry(country?.value) },
    {
      webOrigin: settings.webOrigin,
      nowSeconds,
      maxTtlSeconds: settings.maxTtlSeconds,
      openToken: () => grant,
      isListCurrent: () => ended !== 'unknown',
      isRevoked: () => ended === 'yes',
      geo: allowedCountries === null ? null : { allowedCountries, countriesOf: () => countries },
    },
  )
  if (decision.kind === 'answer') return answerOf(decision.answer)
  if (!decision.keepsQuery) request.querystring = {}
  return request
}

const DIGESTS = {
  md5Hex: (text: string) => crypto.createHash('md5').update(text).digest('hex'),
  hmacSha256: (secret: string, text: string, encoding: 'hex' | 'base64url') =>
    crypto.createHmac('sha256', secret).update(text).digest(encoding),
}

async function readSettings(store: KeyValueStore): Promise<StoredSettings | null> {
  try {
    const value = await store.get(SETTINGS_KEY)
    return parseSettings(value)
  } catch {
    return null
  }
}

/** Whether what a token stands for was ended: unknown where the store cannot say, or has not been told for too long. */
interface Known {
  ended: 'yes' | 'no' | 'unknown'
  /** Where the item may be played. */
  countries: Countries
}

/** What the store says of a genuine token for an item. */
async function readKnown(
  store: KeyValueStore,
  contentId: string | undefined,
  grant: Grant | null,
  oldestAsOf: number,
): Promise<Known> {
  let countries = ''
  if (contentId === undefined || grant === null) return { ended: 'no', countries }
  try {
    const item = await entryOf(store, itemEntryKey(contentId))
    if (item !== null && isItemClosed(item, grant)) return { ended: 'yes', countries }
    countries = item === null ? '' : countriesIn(item)
    if (grant.scope === 'pictures') return { ended: 'no', countries }
    const asOf = await store.get(AS_OF_KEY)
    if (!(Number(asOf) >= oldestAsOf)) return { ended: 'unknown', countries }
    const isEnded = await isMemberEnded(store, contentId, grant)
    return { ended: isEnded ? 'yes' : 'no', countries }
  } catch {
    return { ended: 'unknown', countries }
  }
}

async function isMemberEnded(store: KeyValueStore, contentId: string, grant: Grant): Promise<boolean> {
  const first = await entryOf(store, memberEntryKey(grant.userId))
  if (first === null) return false
  if (isStreamEnded(first, grant, contentId)) return true
  for (let page = furtherPages(first); page > 0; page -= 1) {
    const value = await store.get(memberEntryKey(grant.userId, page))
    if (isStreamEnded(value, grant, contentId)) return true
  }
  return false
}

async function entryOf(store: KeyValueStore, key: string): Promise<string | null> {
  const isThere = await store.exists(key)
  if (!isThere) return null
  const value = await store.get(key)
  return value
}

function answerOf({ status, description, headers, text }: OwnAnswer): FunctionAnswer {
  const named: FunctionAnswer['headers'] = {}
  for (const [name, value] of Object.entries(headers)) named[name.toLowerCase()] = { value }
  return { statusCode: status, statusDescription: description, headers: named, body: { encoding: 'text', data: text } }
}
