import { gunzipSync } from 'node:zlib'
import { s3Store } from '@better-and-bliss/object-store/s3'
import { s3Counterpart } from '@better-and-bliss/object-store/testing'
import { mediaKey, playlistFile, segmentFile } from '@better-and-bliss/stream-token'
import { afterAll, describe, expect, test } from 'vitest'
import { CONTENT, KEYS, MAX_TTL_SECONDS, NOW_SECONDS, pictureToken, streamToken } from '../src/testing/media.ts'
import type { LambdaAnswer } from './lambda-event.ts'
import { type LambdaCase, openLambda } from './testing/run-lambda.ts'

const MIB = 1024 * 1024
const SEGMENT_SECONDS = 6
const FULL_HD = `/${mediaKey(CONTENT, playlistFile('1080p'))}`

function playlistOf(hours: number): string {
  const count = (hours * 3600) / SEGMENT_SECONDS
  const segments = Array.from({ length: count }, (_, index) => `#EXTINF:6.000000,\n${segmentFile('1080p', index)}\n`)
  return `#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:6\n#EXT-X-MEDIA-SEQUENCE:0\n${segments.join('')}#EXT-X-ENDLIST\n`
}

const MASTER = `#EXTM3U
#EXT-X-STREAM-INF:BANDWIDTH=800000,RESOLUTION=640x360
360p.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=5000000,RESOLUTION=1920x1080
1080p.m3u8
`

describe('Lambda@Edge for origin requests, in Node', async () => {
  const s3 = await s3Counterpart()
  const { credentials, ...bucket } = s3.makeBucket()
  const store = s3Store({ ...bucket, credentials, workFolder: '/tmp' })
  const put = (file: string, text: string) => store.put(mediaKey(CONTENT, file), Buffer.from(text))
  await put('master.m3u8', MASTER)

  const settings = { keys: KEYS, maxTtlSeconds: MAX_TTL_SECONDS, ...bucket }
  const env = { AWS_ACCESS_KEY_ID: credentials.keyId, AWS_SECRET_ACCESS_KEY: credentials.secretKey }
  const lambda = await openLambda('origin-request-lambda', env)
  afterAll(async () => {
    await lambda[Symbol.asyncDispose]()
    await s3[Symbol.asyncDispose]()
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
