import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { revocationFeedKey } from '@better-and-bliss/stream-token/node'
import type { Revocation } from '@better-and-bliss/stream-token/revocation-feed'
import vectors from '@better-and-bliss/stream-token/vectors.json' with { type: 'json' }
import { afterAll, describe, expect, test } from 'vitest'
import { listedItem } from '../src/testing/country-cases.ts'
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
import type { LambdaAnswer, LambdaRequest } from './lambda-event.ts'
import { type LambdaCase, openLambda } from './testing/run-lambda.ts'

const WEB_ORIGIN = 'https://studio.example'
const SEGMENT = `/hls/${CONTENT}/480p/segment0000.ts`
const POSTER = `/hls/${CONTENT}/poster.jpg`
const LAMBDA_BYTES = 128 * 1024 * 1024

/** The API's feed, with these facts; asked how often, and with what. `deaf`: so many connections break off first. */
async function startFeed(revocations: Revocation[] | 'down', { deaf = 0 } = {}) {
  const asked: (string | undefined)[] = []
  const server = createServer((request, response) => {
    asked.push(request.headers.authorization)
    if (asked.length <= deaf) return void request.socket.destroy()
    if (revocations === 'down') return void response.writeHead(503).end()
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ revocations, cursor: '5d41402abc4b2a76-7', more: false }))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const backendUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { asked, backendUrl, [Symbol.dispose]: () => void server.close() }
}

const outcome = (result: LambdaAnswer | LambdaRequest) => ('status' in result ? Number(result.status) : 'pass')
const SETTINGS = {
  keys: KEYS,
  maxTtlSeconds: MAX_TTL_SECONDS,
  maxAgeSeconds: 300,
  webOrigin: WEB_ORIGIN,
  allowedCountries: null,
  backendUrl: 'http://127.0.0.1:9',
}

const TOKENS: LambdaCase[] = [
  { path: SEGMENT, query: streamToken() },
  { path: SEGMENT, query: specifiedToken() },
  { path: POSTER, query: pictureToken() },
]

describe('Lambda@Edge for viewer requests, in Node', async () => {
  const feed = await startFeed([])
  const lambda = await openLambda('viewer-request-lambda')
  afterAll(() => {
    feed[Symbol.dispose]()
    return lambda[Symbol.asyncDispose]()
  })
  const ask = (cases: LambdaCase[], settings: object = SETTINGS) =>
    lambda.run({ settings, cases, nowSeconds: NOW_SECONDS })
  const living = { ...SETTINGS, backendUrl: feed.backendUrl }

  test('lets segments pass without their token and playlists with it, and asks the API once for many', async () => {
    const playlist = { path: `/hls/${CONTENT}/720p.m3u8`, query: streamToken() }
    const { results, maxRssBytes } = await ask([...TOKENS, playlist], living)
    expect(results.map(outcome)).toEqual(['pass', 'pass', 'pass', 'pass'])
    expect(results[0]).toMatchObject({ uri: SEGMENT, querystring: '' })
    expect(results[3]).toMatchObject({ querystring: streamToken() })
    expect(feed.asked).toEqual([`Bearer ${revocationFeedKey(KEYS.current)}`])
    expect(maxRssBytes).toBeLessThan(LAMBDA_BYTES)
  })

  test('answers as our own edge, and strangers cause no question', async () => {
    const before = feed.asked.length
    const headers = { Origin: WEB_ORIGIN }
    const cases = [
      { path: SEGMENT, query: 'e=1', headers },
      { path: SEGMENT, query: streamToken(), method: 'POST' },
      { path: SEGMENT, query: '', method: 'OPTIONS', headers },
    ]
    const { results } = await ask(cases, living)
    expect(results.map(outcome)).toEqual([403, 405, 204])
    expect(results[0]).toEqual({
      status: '403',
      statusDescription: 'Forbidden',
      headers: {
        'content-type': [{ key: 'Content-Type', value: 'text/plain; charset=utf-8' }],
        'cache-control': [{ key: 'Cache-Control', value: 'no-store' }],
        'x-content-type-options': [{ key: 'X-Content-Type-Options', value: 'nosniff' }],
        vary: [{ key: 'Vary', value: 'Origin' }],
        'access-control-allow-origin': [{ key: 'Access-Control-Allow-Origin', value: WEB_ORIGIN }],
        'access-control-expose-headers': [
          { key: 'Access-Control-Expose-Headers', value: 'Content-Length, Content-Range, ETag' },
        ],
      },
      body: 'Invalid security token',
      bodyEncoding: 'text',
    })
    expect(feed.asked.length).toBe(before)
  })

  test('gives the verdicts of the vectors that every runtime shares', async () => {
    const alike = Map.groupBy(vectors.verify, ({ keys, nowSeconds, maxTtlSeconds }) =>
      JSON.stringify({ keys, nowSeconds, maxTtlSeconds }),
    )
    for (const [shared, group] of alike) {
      const { keys, nowSeconds, maxTtlSeconds } = JSON.parse(shared)
      const lives = { stream: maxTtlSeconds, pictures: maxTtlSeconds }
      const cases = group.map(({ contentId, query }) => ({ path: `/hls/${contentId}/thumbnail.jpg`, query }))
      const settings = { ...living, keys, maxTtlSeconds: lives }
      const { results } = await lambda.run({ settings, cases, nowSeconds })
      const expected = group.map(({ contentId, expected: { verdict } }) =>
        contentId === '' ? 400 : { ok: 'pass', expired: 410, invalid: 403 }[verdict as 'ok' | 'expired' | 'invalid'],
      )
      expect(results.map(outcome)).toEqual(expected)
    }
  })

  test('refuses what was ended', async () => {
    using ended = await startFeed([
      { kind: 'stream', id: SESSION, member_id: MEMBER, streams: [], until: NOW_SECONDS + 7800 },
    ])
    const { results } = await ask(TOKENS, { ...SETTINGS, backendUrl: ended.backendUrl })
    expect(results.map(outcome)).toEqual([403, 'pass', 'pass'])
  })

  test('opens no stream where the API cannot say what was ended', async () => {
    using down = await startFeed('down')
    const { results } = await ask(TOKENS, { ...SETTINGS, backendUrl: down.backendUrl })
    expect(results.map(outcome)).toEqual([503, 503, 'pass'])
    expect((await ask(TOKENS)).results.map(outcome)).toEqual([503, 503, 'pass'])
  })

  test('asks again where the connection of the last time is dead, as after a function stood still', async () => {
    using feed = await startFeed([], { deaf: 1 })
    const { results } = await ask(TOKENS, { ...SETTINGS, backendUrl: feed.backendUrl })
    expect(results.map(outcome)).toEqual(['pass', 'pass', 'pass'])
    expect(feed.asked).toHaveLength(2)
  })

  const from = (country: string) => ({ ...TOKENS[0], headers: { 'CloudFront-Viewer-Country': country } }) as LambdaCase

  test("whom an item's list refuses plays when the list has changed, although nobody else asks for anything", async () => {
    const facts = [listedItem(CONTENT, 'aCH', NOW_SECONDS)]
    using feed = await startFeed(facts)
    const settings = { ...SETTINGS, backendUrl: feed.backendUrl, allowedCountries: '' }
    const askAt = async (nowSeconds: number) =>
      (await lambda.run({ settings, cases: [from('US')], nowSeconds })).results.map(outcome)
    expect(await askAt(NOW_SECONDS)).toEqual([403])
    facts[0] = listedItem(CONTENT, '', NOW_SECONDS)
    expect(await askAt(NOW_SECONDS + 3)).toEqual(['pass'])
  })

  test('where countries matter, the one of CloudFront has to be allowed', async () => {
    const { results } = await ask([from('CH'), from('US'), TOKENS[1] as LambdaCase], {
      ...living,
      allowedCountries: 'aCH',
    })
    expect(results.map(outcome)).toEqual(['pass', 403, 403])
  })
})
