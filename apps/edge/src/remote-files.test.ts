import { once } from 'node:events'
import { type ClientRequest, get, type IncomingMessage } from 'node:http'
import { s3Store } from '@better-and-bliss/object-store/s3'
import { s3Counterpart } from '@better-and-bliss/object-store/testing'
import { mediaHeaders, mediaKey } from '@better-and-bliss/stream-token'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { startEdge, urlOf } from './testing/edge.ts'
import { CONTENT } from './testing/media.ts'

const SEGMENT = Buffer.from(Array.from({ length: 300_000 }, (_, i) => i % 251))
const FILE = '720p/segment0000.ts'
const MINUTE_MS = 60_000

const s3 = await s3Counterpart()
const settings = { ...s3.makeBucket(), workFolder: 'nowhere' }
const store = s3Store(settings)
const edge = await startEdge({}, { store, isRemote: true })
afterAll(async () => {
  edge[Symbol.dispose]()
  await s3[Symbol.asyncDispose]()
})

const put = (file: string, bytes: Buffer | string) =>
  store.put(mediaKey(CONTENT, file), Buffer.from(bytes), mediaHeaders(file))
const gets = () => s3.calls.filter((call) => call.startsWith('GET')).length

beforeEach(async () => {
  s3.faults.length = 0
  edge.problems.length = 0
  edge.clock.monotonicMs += MINUTE_MS
  await put(FILE, Buffer.concat([Buffer.from(`${edge.clock.monotonicMs}`), SEGMENT]).subarray(0, SEGMENT.length))
  s3.calls.length = 0
})

describe('a segment in S3', () => {
  test('is served like one in a folder, whole and in part, from one request to the bucket', async () => {
    const expected = (await store.read(mediaKey(CONTENT, FILE))) ?? Buffer.alloc(0)
    s3.calls.length = 0
    const cold = await edge.ask(urlOf(FILE))
    const hot = await edge.ask(urlOf(FILE))
    for (const { status, headers, body } of [cold, hot]) {
      expect([status, body.equals(expected)]).toEqual([200, true])
      expect(headers).toMatchObject({ ...headersOf(FILE), 'content-length': '300000', 'accept-ranges': 'bytes' })
    }
    const { etag = '' } = hot.headers
    const part = await edge.ask(urlOf(FILE), { range: 'bytes=100-199' })
    expect([part.status, part.headers['content-range']]).toEqual([206, 'bytes 100-199/300000'])
    expect(part.body.equals(expected.subarray(100, 200))).toBe(true)
    expect((await edge.ask(urlOf(FILE), { 'if-none-match': etag })).status).toBe(304)
    expect((await edge.ask(urlOf(FILE), { range: 'bytes=300000-' })).status).toBe(416)
    expect((await edge.ask(urlOf(FILE), {}, 'HEAD')).headers).toMatchObject({ 'content-length': '300000', etag })
    expect(gets()).toBe(1)
    expect((await edge.ask(urlOf('720p/segment0009.ts'))).status).toBe(404)
  })

  test('is asked for once, however many want it at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => edge.ask(urlOf(FILE))))
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.length}`))).toEqual(new Set(['200 300000']))
    expect(gets()).toBe(1)
  })

  test.each([
    ['unknown', '720p/segment0005.ts'],
    ['known', FILE],
  ])('that is %s goes out while it comes, and is read no further when all who wanted it have left', async (_, file) => {
    await put(file, SEGMENT)
    s3.calls.length = 0
    const abandoned = s3.abandoned()
    s3.faults.push('stall')
    const [first, second] = [await begin(file), await begin(file)]
    expect(gets()).toBe(1)
    for (const { request } of [first, second]) request.destroy()
    await vi.waitFor(() => expect(s3.abandoned()).toBe(abandoned + 1), 10_000)
    expect((await edge.ask(urlOf(file))).body.length).toBe(300_000)
    expect(edge.problems).toEqual([])
  })

  test('goes on for those who stay when another one leaves, also where the bucket breaks off', async () => {
    s3.faults.push('cut')
    const [leaving, staying] = [await begin(FILE), await begin(FILE)]
    leaving.request.destroy()
    expect(staying.first.length + Buffer.concat(await staying.response.toArray()).length).toBe(300_000)
    expect(gets()).toBe(2)
  })

  test('that was replaced is seen within a minute, and what has not changed is not read again', async () => {
    const before = await edge.ask(urlOf(FILE))
    edge.clock.monotonicMs += MINUTE_MS
    expect((await edge.ask(urlOf(FILE))).headers.etag).toBe(before.headers.etag)
    await put(FILE, 'replaced')
    expect((await edge.ask(urlOf(FILE))).body.length).toBe(300_000)
    edge.clock.monotonicMs += MINUTE_MS
    expect((await edge.ask(urlOf(FILE))).text).toBe('replaced')
  })

  test('that is very large comes straight from the bucket, in its range', async () => {
    const size = 17 * 1024 * 1024
    s3.place(settings.bucket, mediaKey(CONTENT, '1080p/segment0000.ts'), Buffer.alloc(size, 7))
    const path = urlOf('1080p/segment0000.ts')
    expect(await edge.ask(path, { range: `bytes=${size - 2}-` })).toMatchObject({ status: 206, text: '\x07\x07' })
    expect((await edge.ask(path)).body.length).toBe(size)
  })
})

test('what is replaced between a look and its reading is looked at again', async () => {
  const key = mediaKey(CONTENT, '1080p/segment0001.ts')
  const size = 17 * 1024 * 1024
  s3.place(settings.bucket, key, Buffer.alloc(size, 7))
  const open: typeof store.open = async (name, options) => {
    if (options?.range) await store.put(key, Buffer.from('replaced'))
    return store.open(name, options)
  }
  using other = await startEdge({}, { store: { ...store, open }, isRemote: true })
  expect((await other.ask(urlOf('1080p/segment0001.ts'))).text).toBe('replaced')
})

describe('while S3 is away', () => {
  test('what is cold gets 503 with a time to come back, without a word of the bucket', async () => {
    await put('720p/segment0007.ts', SEGMENT)
    s3.faults.push('forbidden')
    const { status, headers, text } = await edge.ask(urlOf('720p/segment0007.ts'))
    expect([status, headers['retry-after'], text]).toEqual([503, '5', 'The media cannot be reached at the moment'])
    expect(edge.problems.join()).toContain('AccessDenied')
    expect((await edge.ask(urlOf('720p/segment0007.ts'))).status).toBe(200)
  })

  test('what is hot is given out, segments and playlists', async () => {
    await put('720p.m3u8', '#EXTM3U\n#EXT-X-ENDLIST\n')
    const files = [FILE, '720p.m3u8']
    for (const file of files) expect((await edge.ask(urlOf(file))).status).toBe(200)
    edge.clock.monotonicMs += MINUTE_MS
    s3.faults.push(...Array.from({ length: 6 }, () => 'forbidden' as const))
    for (const file of files) expect((await edge.ask(urlOf(file))).status).toBe(200)
    expect(s3.faults.length).toBe(4)
  })
})

/** Asks for a file and resolves with the first of its bytes. */
async function begin(file: string): Promise<{ request: ClientRequest; response: IncomingMessage; first: Buffer }> {
  const request = get({ host: '127.0.0.1', port: edge.port, path: urlOf(file), agent: false })
  request.on('error', () => {})
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  response.on('error', () => {})
  await once(response, 'readable')
  return { request, response, first: response.read() }
}

function headersOf(file: string) {
  const { contentType, cacheControl } = mediaHeaders(file)
  return { 'content-type': contentType, 'cache-control': cacheControl }
}
