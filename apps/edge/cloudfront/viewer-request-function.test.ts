import { isInstalled } from '@better-and-bliss/process/testing'
import {
  itemEntry,
  itemEntryKey,
  type MemberFact,
  memberEntries,
  memberEntryKey,
  settingsEntry,
} from '@better-and-bliss/stream-token'
import vectors from '@better-and-bliss/stream-token/vectors.json' with { type: 'json' }
import { describe, expect, test } from 'vitest'
import { COUNTRY_CASES, countryHeader, listedItem } from '../src/testing/country-cases.ts'
import { endedCases } from '../src/testing/ended-cases.ts'
import {
  CONTENT,
  KEYS,
  MAX_TTL_SECONDS,
  MEMBER,
  NOW_SECONDS,
  pictureToken,
  SESSION,
  specifiedToken,
  streamToken,
} from '../src/testing/media.ts'
import { type FunctionCase, type FunctionResult, openFunction, type StoreState } from './testing/function-runner.ts'

const WEB_ORIGIN = 'https://studio.example'
const SETTINGS = {
  keys: KEYS,
  maxTtlSeconds: MAX_TTL_SECONDS,
  maxAgeSeconds: 300,
  webOrigin: WEB_ORIGIN,
  allowedCountries: null,
}
const SEGMENT = `/hls/${CONTENT}/480p/segment0000.ts`
const POSTER = `/hls/${CONTENT}/poster.jpg`

function storeWith(entries: Record<string, string> = {}, asOf = NOW_SECONDS): StoreState {
  return { entries: { settings: settingsEntry(SETTINGS), 'as-of': String(asOf), ...entries } }
}

function memberStore(facts: MemberFact[], limits = { maxLength: 1024, maxPages: 8 }): StoreState {
  const pages = memberEntries(facts, limits)
  return storeWith(Object.fromEntries(pages.map((value, page) => [memberEntryKey(MEMBER, page), value])))
}

const outcome = ({ returned }: FunctionResult) => ('statusCode' in returned ? returned.statusCode : 'pass')

describe.skipIf(!isInstalled('njs'))('the CloudFront Function, in njs', async () => {
  const edge = await openFunction()
  const ask = (changes: Partial<FunctionCase> = {}) =>
    edge.run([
      { path: SEGMENT, query: streamToken(), nowSeconds: NOW_SECONDS, store: storeWith(), ...changes },
    ])[0] as FunctionResult
  const outcomesOf = (store: StoreState | null, changes: Partial<FunctionCase> = {}) =>
    edge
      .run(
        [streamToken(), specifiedToken(), pictureToken()].map((query) => {
          const path = query === pictureToken() ? POSTER : SEGMENT
          return { path, query, nowSeconds: NOW_SECONDS, store, ...changes }
        }),
      )
      .map(outcome)

  test('fits into what CloudFront takes', () => {
    expect(Buffer.byteLength(edge.code)).toBeLessThanOrEqual(10_240)
  })

  test('gives the verdicts of the vectors that every runtime shares', () => {
    const paths = vectors.verify.map(({ contentId }) => `/hls/${contentId}/thumbnail.jpg`)
    const cases = vectors.verify.map(({ keys, query, nowSeconds, maxTtlSeconds }, index) => {
      const lives = { stream: maxTtlSeconds, pictures: maxTtlSeconds }
      const settings = settingsEntry({ ...SETTINGS, keys, maxTtlSeconds: lives })
      return {
        path: paths[index] ?? '',
        query,
        nowSeconds,
        store: { entries: { settings, 'as-of': String(nowSeconds) } },
      }
    })
    const expected = vectors.verify.map(({ expected: { verdict } }, index) => {
      if (paths[index]?.includes('//')) return 400
      return { ok: 'pass', expired: 410, invalid: 403 }[verdict as 'ok' | 'expired' | 'invalid']
    })
    expect(edge.run(cases).map(outcome)).toEqual(expected)
  })

  test('lets a segment pass without its token, so that no cache key can bear it, and a playlist with it', () => {
    const { returned } = ask()
    expect(returned).toMatchObject({ method: 'GET', uri: SEGMENT, querystring: {} })
    const playlist = ask({ path: `/hls/${CONTENT}/720p.m3u8` }).returned
    expect(playlist).toMatchObject({ querystring: { uid: { value: MEMBER }, q: { value: '1080' } } })
  })

  test('answers as our own edge: status, words, and who may read it', () => {
    const headers = { origin: WEB_ORIGIN }
    expect(ask({ query: 'e=1', headers }).returned).toEqual({
      statusCode: 403,
      statusDescription: 'Forbidden',
      headers: {
        'content-type': { value: 'text/plain; charset=utf-8' },
        'cache-control': { value: 'no-store' },
        'x-content-type-options': { value: 'nosniff' },
        vary: { value: 'Origin' },
        'access-control-allow-origin': { value: WEB_ORIGIN },
        'access-control-expose-headers': { value: 'Content-Length, Content-Range, ETag' },
      },
      body: { encoding: 'text', data: 'Invalid security token' },
    })
    const foreign = ask({ query: undefined, headers: { origin: 'https://other.example' } }).returned
    expect(foreign.headers).not.toHaveProperty('access-control-allow-origin')
    expect(ask({ method: 'OPTIONS', query: undefined, headers }).returned).toMatchObject({
      statusCode: 204,
      headers: { 'access-control-allow-methods': { value: 'GET, HEAD, OPTIONS' } },
    })
    expect(ask({ method: 'POST' }).returned).toMatchObject({
      statusCode: 405,
      headers: { allow: { value: 'GET, HEAD, OPTIONS' } },
    })
  })

  test('reads no more than it needs: nothing of what was ended for a forgery, four values for a stream', () => {
    expect(ask({ query: streamToken().replace('q=1080', 'q=720') }).reads).toEqual(['settings'])
    expect(ask().reads).toEqual(['settings', itemEntryKey(CONTENT), 'as-of', memberEntryKey(MEMBER)])
    expect(ask({ path: POSTER, query: pictureToken() }).reads).toEqual(['settings', itemEntryKey(CONTENT)])
  })

  const until = NOW_SECONDS + 7800
  const span = { session_id: null, content_id: CONTENT, first_e: NOW_SECONDS + 7200, last_e: NOW_SECONDS + 7200 }

  test.each<[string, MemberFact, (string | number)[]]>([
    [
      'a suspended member',
      { kind: 'member', id: MEMBER, ended: true, max_height: 0, streams: [], until },
      [403, 403, 'pass'],
    ],
    [
      'a lowered tier',
      { kind: 'member', id: MEMBER, ended: false, max_height: 480, streams: [], until },
      [403, 'pass', 'pass'],
    ],
    [
      'a sign-in that ended',
      {
        kind: 'sign_in',
        id: `00000000-0000-4000-8000-${SESSION.slice(24)}`,
        member_id: MEMBER,
        streams: [span],
        until,
      },
      [403, 403, 'pass'],
    ],
    [
      'a stream that ended',
      { kind: 'stream', id: SESSION, member_id: MEMBER, streams: [], until },
      [403, 'pass', 'pass'],
    ],
  ])('refuses what was ended: %s', (_, fact, expected) => {
    expect(outcomesOf(memberStore([fact]))).toEqual(expected)
  })

  test('refuses what the list refuses, whatever was ended and whatever goes on', () => {
    const cases = endedCases(200, NOW_SECONDS)
    const asked = cases.map(({ member, facts, contentId, query }) => {
      const pages = memberEntries(facts, { maxLength: 1024, maxPages: 8 })
      const entries = Object.fromEntries(pages.map((value, page) => [memberEntryKey(member, page), value]))
      const store = storeWith(facts.length === 0 ? {} : entries)
      return { path: `/hls/${contentId}/480p/segment0000.ts`, query, nowSeconds: NOW_SECONDS, store }
    })
    const expected = cases.map(({ isRefused }) => (isRefused ? 403 : 'pass'))
    expect(edge.run(asked).map(outcome)).toEqual(expected)
  })

  test('a withdrawn item closes with its pictures; one of a raised tier to lower caps', () => {
    const item = { kind: 'item', id: CONTENT, until, sessionless_through_e: NOW_SECONDS + 7200, countries: '' } as const
    const withItem = (entry: string) => outcomesOf(storeWith({ [itemEntryKey(CONTENT)]: entry }))
    expect(withItem(itemEntry({ ...item, ended: true, min_height: 0 }))).toEqual([403, 403, 403])
    expect(withItem(itemEntry({ ...item, ended: false, min_height: 1080 }))).toEqual(['pass', 403, 'pass'])
  })

  test('where countries matter, the one of CloudFront has to be allowed, for all and for the item; pictures are for everywhere', () => {
    const settings = settingsEntry({ ...SETTINGS, allowedCountries: 'aCHDE' })
    const everywhere = { ended: false, min_height: 0, sessionless_through_e: 0, countries: '' } as const
    const item = itemEntry({ ...everywhere, kind: 'item', id: CONTENT, until, countries: 'dDE' })
    const from = (country: string | undefined, entries: Record<string, string> = { settings }) =>
      outcomesOf(storeWith(entries), country === undefined ? {} : { headers: { 'cloudfront-viewer-country': country } })
    expect(from('CH')).toEqual(['pass', 'pass', 'pass'])
    for (const country of ['US', 'ZZ', 'ch', undefined]) expect(from(country)).toEqual([403, 403, 'pass'])
    expect(from('DE', { settings, [itemEntryKey(CONTENT)]: item })).toEqual([403, 403, 'pass'])
    expect(from('CH', { settings, [itemEntryKey(CONTENT)]: item })).toEqual(['pass', 'pass', 'pass'])
    expect(from('US', {})).toEqual(['pass', 'pass', 'pass'])
  })

  test('lets play where the API does', () => {
    const asked = COUNTRY_CASES.map(({ allowedCountries, ofItem, said }) => {
      const settings = settingsEntry({ ...SETTINGS, allowedCountries })
      const item = itemEntry(listedItem(CONTENT, ofItem, NOW_SECONDS))
      const store = storeWith({ settings, [itemEntryKey(CONTENT)]: item })
      return { path: SEGMENT, query: streamToken(), nowSeconds: NOW_SECONDS, store, headers: countryHeader(said) }
    })
    expect(edge.run(asked).map(outcome)).toEqual(COUNTRY_CASES.map(({ plays }) => (plays ? 'pass' : 403)))
  })

  test('reads all of what goes on over several values, and refuses where one of them is missing', () => {
    const facts = Array.from({ length: 40 }, (_, index): MemberFact => {
      const id = `${String(index).padStart(8, '0')}-0000-4000-8000-000000000000`
      return { kind: 'stream', id, member_id: MEMBER, streams: [], until }
    })
    const store = memberStore([...facts, { kind: 'stream', id: SESSION, member_id: MEMBER, streams: [], until }], {
      maxLength: 200,
      maxPages: 8,
    })
    expect(outcomesOf(store)).toEqual([403, 'pass', 'pass'])
    const lastKey = Object.keys(store.entries).at(-1) ?? ''
    delete store.entries[lastKey]
    expect(outcomesOf(store)).toEqual([503, 503, 'pass'])
  })

  test('where the store cannot be read no stream opens; without the keys nothing does', () => {
    expect(outcomesOf(null)).toEqual([503, 503, 503])
    expect(outcomesOf({ entries: {} })).toEqual([503, 503, 503])
    const broken = (...keys: string[]) => outcomesOf({ ...storeWith(), broken: keys })
    expect(broken('settings')).toEqual([503, 503, 503])
    for (const key of [itemEntryKey(CONTENT), 'as-of', memberEntryKey(MEMBER)])
      expect(broken(key)).toEqual([503, 503, 'pass'])
    expect(ask({ store: null }).returned).toMatchObject({
      headers: { 'retry-after': { value: '2' }, 'cache-control': { value: 'no-store' } },
    })
  })

  test('a store that nobody has written to for longer than it may be old opens no stream', () => {
    expect(outcomesOf(storeWith({}, NOW_SECONDS - 300))).toEqual(['pass', 'pass', 'pass'])
    expect(outcomesOf(storeWith({}, NOW_SECONDS - 301))).toEqual([503, 503, 'pass'])
    expect(outcomesOf(storeWith({ 'as-of': 'soon' }))).toEqual([503, 503, 'pass'])
  })
})
