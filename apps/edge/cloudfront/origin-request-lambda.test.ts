import { gunzipSync } from 'node:zlib'
import { HEIGHTS, mediaKey, playlistFile, segmentFile } from '@better-and-bliss/stream-token'
import vectors from '@better-and-bliss/stream-token/vectors.json' with { type: 'json' }
import { afterAll, describe, expect, test } from 'vitest'
import { CONTENT, KEYS, MAX_TTL_SECONDS, NOW_SECONDS, pictureToken, streamToken } from '../src/testing/media.ts'
import type { LambdaAnswer } from './lambda-event.ts'
import { openPlaylistBucket, playlistOf } from './testing/playlist-bucket.ts'
import { type LambdaCase, openLambda } from './testing/run-lambda.ts'

const MIB = 1024 * 1024
const FULL_HD = `/${mediaKey(CONTENT, playlistFile('1080p'))}`

const MASTER = `#EXTM3U
#EXT-X-STREAM-INF:BANDWIDTH=800000,RESOLUTION=640x360
360p.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=5000000,RESOLUTION=1920x1080
1080p.m3u8
`

describe('Lambda@Edge for origin requests, in Node', async () => {
  const playlists = await openPlaylistBucket()
  const put = (file: string, text: string) => playlists.put(mediaKey(CONTENT, file), text)
  await put('master.m3u8', MASTER)

  const settings = { keys: KEYS, maxTtlSeconds: MAX_TTL_SECONDS, ...playlists.bucket }
  const lambda = await openLambda('origin-request-lambda', playlists.env)
  afterAll(async () => {
    await lambda[Symbol.asyncDispose]()
    await playlists[Symbol.asyncDispose]()
  })
  const ask = (...cases: LambdaCase[]) => lambda.run({ settings, cases, nowSeconds: NOW_SECONDS })
  const one = async (path: string, query: string, headers = {}) =>
    (await ask({ path, query, headers })).results[0] as LambdaAnswer

  test('answers the master with what the token opens, for nobody to keep', async () => {
    const query = streamToken({ maxHeight: 720 })
    expect(await one(`/${mediaKey(CONTENT, 'master.m3u8')}`, query)).toEqual({
      status: '200',
      statusDescription: 'OK',
      headers: {
        'content-type': [{ key: 'Content-Type', value: 'application/vnd.apple.mpegurl' }],
        'cache-control': [{ key: 'Cache-Control', value: 'private, no-store' }],
        vary: [{ key: 'Vary', value: 'Accept-Encoding' }],
      },
      body: `#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=800000,RESOLUTION=640x360\n360p.m3u8?${query}\n`,
      bodyEncoding: 'text',
    })
  })

  test('answers a title of three hours within a megabyte and 128 MB of memory, compressed where that is understood', async () => {
    await put('1080p.m3u8', playlistOf(3))
    const query = streamToken()
    const plain = { path: FULL_HD, query }
    const { results, maxRssBytes } = await ask(plain, { ...plain, headers: { 'Accept-Encoding': 'gzip, deflate, br' } })
    const [whole, compressed] = results as [LambdaAnswer, LambdaAnswer]
    expect(whole.body.match(/segment\d{4}\.ts\?e=/g)).toHaveLength(1800)
    expect(Buffer.byteLength(JSON.stringify(whole))).toBeLessThan(MIB / 2)
    expect(compressed.headers['content-encoding']).toEqual([{ key: 'Content-Encoding', value: 'gzip' }])
    expect(gunzipSync(Buffer.from(compressed.body, 'base64')).toString()).toBe(whole.body)
    expect(Buffer.byteLength(JSON.stringify(compressed))).toBeLessThan(MIB / 20)
    expect(maxRssBytes).toBeLessThan(128 * MIB)
  })

  test('a playlist that CloudFront would not take is refused in words, and still goes out compressed', async () => {
    await put('1080p.m3u8', playlistOf(9))
    const query = streamToken()
    expect(await one(FULL_HD, query)).toMatchObject({ status: '500', body: 'This playlist is too long for its token' })
    expect(await one(FULL_HD, query, { 'Accept-Encoding': 'gzip' })).toMatchObject({ status: '200' })
  })

  test('gives the verdicts of the vectors that every runtime shares', async () => {
    const alike = Map.groupBy(vectors.verify, ({ keys, nowSeconds, maxTtlSeconds }) =>
      JSON.stringify({ keys, nowSeconds, maxTtlSeconds }),
    )
    for (const [shared, group] of alike) {
      const { keys, nowSeconds, maxTtlSeconds: life } = JSON.parse(shared)
      const cases = group.map(({ contentId, query }) => ({ path: `/hls/${contentId}/thumbnail.jpg`, query }))
      const ofVectors = { ...settings, keys, maxTtlSeconds: { stream: life, pictures: life } }
      const { results } = await lambda.run({ settings: ofVectors, cases, nowSeconds })
      const expected = group.map(({ contentId, expected: { verdict } }) =>
        contentId === ''
          ? '400'
          : { ok: 'pass', expired: '410', invalid: '403' }[verdict as 'ok' | 'expired' | 'invalid'],
      )
      expect(results.map((result) => ('status' in result ? result.status : 'pass'))).toEqual(expected)
    }
  })

  test.each(vectors.rewrite.filter(({ maxHeight }) => HEIGHTS.includes(maxHeight) && maxHeight > 0))(
    'rewrites as every runtime does: $name',
    async ({ text, query, maxHeight, expected }) => {
      await put('audio.m3u8', text)
      const token = streamToken({ maxHeight })
      const { body } = await one(`/${mediaKey(CONTENT, 'audio.m3u8')}`, token)
      expect(body.replaceAll(token, query)).toBe(expected)
    },
  )

  test('trusts nobody to have checked the token, and hands on what is no playlist', async () => {
    const segment = `/${mediaKey(CONTENT, segmentFile('480p', 0))}`
    const { results } = await ask(
      { path: FULL_HD, query: '' },
      { path: FULL_HD, query: pictureToken() },
      { path: FULL_HD, query: streamToken({ maxHeight: 720 }) },
      { path: `/${mediaKey(CONTENT, '360p.m3u8')}`, query: streamToken() },
      { path: segment, query: streamToken() },
    )
    expect(results.map((result) => ('status' in result ? result.status : result.uri))).toEqual([
      '403',
      '403',
      '403',
      '404',
      segment,
    ])
  })
})
