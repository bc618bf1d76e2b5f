import type { Grant } from '@better-and-bliss/stream-token'
import { openStreamToken } from '@better-and-bliss/stream-token/node'
import vectors from '@better-and-bliss/stream-token/vectors.json' with { type: 'json' }
import { describe, expect, test } from 'vitest'
import { type Decision, decide, decideUnchecked, type EdgeContext, type GeoRules } from './decide.ts'
import {
  CONTENT,
  KEYS,
  MAX_TTL_SECONDS,
  NOW_SECONDS,
  OTHER_CONTENT,
  pictureToken,
  SESSION,
  specifiedToken,
  streamToken,
} from './testing/media.ts'

const context: EdgeContext = {
  nowSeconds: NOW_SECONDS,
  maxTtlSeconds: MAX_TTL_SECONDS,
  openToken: (token) => openStreamToken(token, KEYS),
  isListCurrent: () => true,
  isRevoked: () => false,
  geo: null,
}
const get = (path: string, query: string, changes: Partial<EdgeContext> = {}) =>
  decide({ method: 'GET', path, query, country: null }, { ...context, ...changes })
const of = (file: string) => `/hls/${CONTENT}/${file}`
const outcome = (decision: Decision) => (decision.kind === 'deny' ? decision.status : decision.kind)

const PLAYLISTS = ['master.m3u8', '360p.m3u8', '480p.m3u8', '720p.m3u8', '1080p.m3u8', 'audio.m3u8']
const SEGMENTS = ['360p', '480p', '720p', '1080p', 'audio'].map((rung) => `${rung}/segment0000.ts`)
const PICTURES = ['thumbnail.jpg', 'poster.jpg', 'waveform.png']
const FILES = [...PLAYLISTS, ...SEGMENTS, ...PICTURES]

const opened = (query: string) => FILES.filter((file) => get(of(file), query).kind !== 'deny')
const heightOf = (file: string) => Number.parseInt(file, 10) || 0

describe('what a token opens', () => {
  test.each([360, 480, 720, 1080])('a stream token up to %ip: rungs up to it, by playlist and by path', (maxHeight) => {
    expect(opened(streamToken({ maxHeight }))).toEqual(FILES.filter((file) => heightOf(file) <= maxHeight))
  })

  test('a stream token for no height: pictures', () => {
    expect(opened(streamToken({ maxHeight: 0 }))).toEqual(PICTURES)
  })

  test('a picture token: pictures', () => {
    expect(opened(pictureToken())).toEqual(PICTURES)
  })

  test("the specification's token: 480p at most", () => {
    expect(opened(specifiedToken())).toEqual(FILES.filter((file) => heightOf(file) <= 480))
  })

  test('a token for another content: nothing', () => {
    expect(opened(streamToken({ contentId: OTHER_CONTENT }))).toEqual([])
  })

  test('no token: nothing', () => {
    expect(opened('')).toEqual([])
  })
})

describe('what is served', () => {
  test('playlists are rewritten for their token', () => {
    const query = streamToken({ maxHeight: 720 })
    const key = `hls/${CONTENT}/720p.m3u8`
    expect(get(of('720p.m3u8'), query)).toEqual({ kind: 'playlist', key, token: { query, maxHeight: 720 } })
  })

  test.each(['360p/segment0000.ts', 'thumbnail.jpg'])('%s is served as it is', (file) => {
    expect(get(of(file), streamToken())).toEqual({ kind: 'file', key: `hls/${CONTENT}/${file}` })
  })

  test('where tokens are not checked, playlists go out as they are, and the paths are the same', () => {
    const unchecked = (path: string) => decideUnchecked({ method: 'GET', path, query: 'anything', country: null })
    expect(unchecked(of('720p.m3u8'))).toEqual({ kind: 'playlist', key: `hls/${CONTENT}/720p.m3u8`, token: null })
    expect(FILES.filter((file) => unchecked(of(file)).kind === 'deny')).toEqual([])
    expect(outcome(unchecked(`/sources/${CONTENT}/original.mp4`))).toBe(403)
  })
})

describe('what is refused', () => {
  test('a late token is gone, and only a genuine one', () => {
    const late = { nowSeconds: NOW_SECONDS + 7201 }
    expect(get(of('master.m3u8'), streamToken(), late)).toEqual({
      kind: 'deny',
      status: 410,
      message: 'Streaming URL has expired',
    })
    const forged = streamToken().replace('q=1080', 'q=720')
    expect(get(of('master.m3u8'), forged, late)).toEqual({
      kind: 'deny',
      status: 403,
      message: 'Invalid security token',
    })
  })

  test('a picture token may live longer than a stream token, each as long as its kind', () => {
    const tomorrow = { expiresAtSeconds: NOW_SECONDS + 86_400 }
    expect(outcome(get(of('poster.jpg'), pictureToken(tomorrow)))).toBe('file')
    expect(outcome(get(of('poster.jpg'), streamToken(tomorrow)))).toBe(403)
    expect(outcome(get(of('poster.jpg'), pictureToken({ expiresAtSeconds: NOW_SECONDS + 90_301 })))).toBe(403)
  })

  test('an ended stream session opens nothing more, whatever other sessions do', () => {
    const isRevoked = ({ sessionId }: Grant) => sessionId === SESSION
    expect(get(of('thumbnail.jpg'), streamToken(), { isRevoked })).toEqual({
      kind: 'deny',
      status: 403,
      message: 'Stream session has ended',
    })
    expect(outcome(get(of('master.m3u8'), streamToken({ sessionId: OTHER_CONTENT }), { isRevoked }))).toBe('playlist')
  })

  test('what was ended is asked for the item of the path', () => {
    const isRevoked = (_: Grant, contentId: string) => contentId === CONTENT
    for (const query of [streamToken(), specifiedToken(), pictureToken()]) {
      expect(outcome(get(of('thumbnail.jpg'), query, { isRevoked }))).toBe(403)
    }
  })

  test('while it is not known what was ended no stream opens; forgeries, late tokens and pictures hear the same as ever', () => {
    const unknown = { isListCurrent: () => false }
    for (const query of [streamToken(), specifiedToken()]) {
      expect(outcome(get(of('480p/segment0000.ts'), query, unknown))).toBe(503)
    }
    expect(outcome(get(of('poster.jpg'), pictureToken(), unknown))).toBe('file')
    expect(outcome(get(of('master.m3u8'), streamToken().replace('q=1080', 'q=720'), unknown))).toBe(403)
    expect(outcome(get(of('master.m3u8'), streamToken(), { ...unknown, nowSeconds: NOW_SECONDS + 7201 }))).toBe(410)
  })

  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'TRACE', 'get', ''])(
    '%s is no method here, with or without a token',
    (method) => {
      expect(outcome(decide({ method, path: of('master.m3u8'), query: streamToken(), country: null }, context))).toBe(
        405,
      )
      expect(outcome(decide({ method, path: '/', query: '', country: null }, context))).toBe(405)
    },
  )

  test.each([
    `/hls/${CONTENT}/../${OTHER_CONTENT}/master.m3u8`,
    `/hls/${OTHER_CONTENT}/../${CONTENT}/master.m3u8`,
    `/hls/${CONTENT}/%2e%2e/${OTHER_CONTENT}/master.m3u8`,
    `/hls/${CONTENT}/..%2f..%2f..%2fetc%2fpasswd`,
    `/hls/${CONTENT}/..%5c..%5cmaster.m3u8`,
    `/hls/${CONTENT}/%252e%252e/master.m3u8`,
    `/hls/${CONTENT}\\..\\master.m3u8`,
    `/hls/${CONTENT}//master.m3u8`,
    `//hls/${CONTENT}/master.m3u8`,
    `/hls/${CONTENT}/master.m3u8;x=1`,
    `/hls/${CONTENT}/master.m3u8%00.jpg`,
    `/hls/${CONTENT}/%6daster.m3u8`,
    `http://edge.example/hls/${CONTENT}/master.m3u8`,
  ])('%s is malformed, even with a genuine token', (path) => {
    for (const query of [streamToken(), pictureToken(), '']) expect(outcome(get(path, query))).toBe(400)
  })

  test.each([
    '',
    '/',
    '*',
    '/health',
    '/hls',
    `/hls/${CONTENT}`,
    `/hls/${CONTENT}/`,
    `/hls/${CONTENT}/./master.m3u8`,
    `/hls/${CONTENT}/master.m3u8/`,
    `/hls/${CONTENT}/master.m3u8\n`,
    `/hls/${CONTENT}/MASTER.M3U8`,
    `/hls/${CONTENT.toUpperCase()}/master.m3u8`,
    `/HLS/${CONTENT}/master.m3u8`,
    `/hls/${CONTENT}/1440p.m3u8`,
    `/hls/${CONTENT}/master/segment0000.ts`,
    `/hls/${CONTENT}/720p/segment000.ts`,
    `/hls/${CONTENT}/720p/segment0000000.ts`,
    `/hls/${CONTENT}/720p/segment0000.ts.bak`,
    `/hls/${CONTENT}/720p/720p.m3u8`,
    `/hls/${CONTENT}/thumbnail.png`,
    `/hls/${CONTENT}/720p/thumbnail.jpg`,
    `/x/hls/${CONTENT}/master.m3u8`,
    `/sources/${CONTENT}/original.mp4`,
    `/exports/${CONTENT}.zip`,
    `hls/${CONTENT}/master.m3u8`,
  ])('%j is nothing of ours: the same answer as to a stranger', (path) => {
    for (const query of [streamToken(), '']) {
      expect(get(path, query)).toEqual({ kind: 'deny', status: 403, message: 'Invalid security token' })
    }
  })
})

describe('the vectors that every runtime shares', () => {
  const EXPECTED: Record<string, string | number> = { ok: 'file', expired: 410, invalid: 403 }
  test.each(vectors.verify)('$name', ({ keys, contentId, query, nowSeconds, maxTtlSeconds, expected }) => {
    const decision = get(`/hls/${contentId}/thumbnail.jpg`, query, {
      nowSeconds,
      maxTtlSeconds: { stream: maxTtlSeconds, pictures: maxTtlSeconds },
      openToken: (token) => openStreamToken(token, keys),
    })
    expect(outcome(decision)).toBe(contentId === '' ? 400 : EXPECTED[expected.verdict])
  })
})

describe('where countries matter', () => {
  const NOT_IN_COUNTRY = { kind: 'deny', status: 403, message: 'This cannot be played in your country' }
  const geo = (allowedCountries: string, ofItem = ''): GeoRules => ({
    allowedCountries,
    countriesOf: (contentId) => (contentId === CONTENT ? ofItem : ''),
  })
  const from = (country: string | null, rules: GeoRules | null, query = streamToken()) =>
    decide({ method: 'GET', path: of('master.m3u8'), query, country }, { ...context, geo: rules })

  test.each([
    ['CH', geo('aCHDE'), true],
    ['US', geo('aCHDE'), false],
    ['US', geo('', 'dUS'), false],
    ['FR', geo('', 'dUS'), true],
    // Both lists count.
    ['CH', geo('aCHDE', 'dCH'), false],
    ['DE', geo('aCHDE', 'dCH'), true],
    [null, geo('aCHDE'), false],
    [null, geo('', 'dUS'), false],
    [null, geo(''), true],
    [null, null, true],
  ])('somebody in %s by %o plays: %s', (country, rules, plays) => {
    for (const query of [streamToken(), specifiedToken()]) {
      const decision = from(country, rules, query)
      if (plays) expect(decision.kind).toBe('playlist')
      else expect(decision).toEqual(NOT_IN_COUNTRY)
    }
  })

  test('pictures are shown everywhere, and a forgery learns nothing', () => {
    const picture = { method: 'GET', path: of('poster.jpg'), query: pictureToken(), country: 'US' }
    expect(decide(picture, { ...context, geo: geo('aCH') }).kind).toBe('file')
    expect(from('US', geo('aCH'), streamToken().replace('q=1080', 'q=720'))).toMatchObject({
      message: 'Invalid security token',
    })
  })
})
