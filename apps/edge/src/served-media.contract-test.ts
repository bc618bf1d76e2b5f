import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { WEB_ORIGIN } from './testing/edge.ts'
import { type EdgeUnderTest, tokensAt } from './testing/edge-under-test.ts'
import { CONTENT } from './testing/media.ts'

const SEGMENT = Buffer.from(Array.from({ length: 1000 }, (_, i) => i % 251))
const LARGE = Buffer.alloc(7 * 1024 * 1024, 7)

const MASTER = ['360', '480', '720', '1080']
  .map((height) => `#EXT-X-STREAM-INF:BANDWIDTH=1,RESOLUTION=${height}x9999\n${height}p.m3u8\n`)
  .join('')
const entries = Array.from(
  { length: 1800 },
  (_, i) => `#EXTINF:6,\n720p/segment${String(i).padStart(4, '0')}.ts\n`,
).join('')

/** Named without `hls/{content}/`. */
export const SERVED_FILES = {
  'master.m3u8': `#EXTM3U\n${MASTER}`,
  '480p.m3u8': '#EXTM3U\n',
  '720p.m3u8': `#EXTM3U\n${entries}#EXT-X-ENDLIST\n`,
  '720p/segment0000.ts': SEGMENT,
  '720p/segment0003.ts/a-folder': 'x',
  '1080p/segment0000.ts': LARGE,
}

/** What every edge serves to who may have it, of SERVED_FILES. Is called where tests are described. */
export function servedMediaContract(edgeNow: () => EdgeUnderTest): void {
  const edge = {
    ask: (...request: Parameters<EdgeUnderTest['ask']>) => edgeNow().ask(...request),
    replace: (file: string, bytes: string) => edgeNow().replace(file, bytes),
    port: () => edgeNow().port,
  }
  const { streamToken, urlOf } = tokensAt(() => edgeNow().nowSeconds())

  describe('a segment', () => {
    test('is served whole, with its type and its validators, cold, kept and hot alike', async () => {
      const cold = await edge.ask(urlOf('720p/segment0000.ts'))
      const kept = await edge.ask(urlOf('720p/segment0000.ts'))
      const hot = await edge.ask(urlOf('720p/segment0000.ts'))
      for (const { status, headers, body } of [cold, kept, hot]) {
        expect(status).toBe(200)
        expect(body.equals(SEGMENT)).toBe(true)
        expect(headers).toMatchObject({
          'content-type': 'video/mp2t',
          'content-length': '1000',
          'cache-control': 'private, max-age=86400, immutable',
          'accept-ranges': 'bytes',
        })
      }
      const { etag, 'last-modified': lastModified } = (
        await edge.ask(urlOf('720p/segment0000.ts'), { range: 'bytes=0-0' })
      ).headers
      expect(hot.headers).toMatchObject({ etag, 'last-modified': lastModified })
    })

    test.each([
      ['bytes=0-99', 0, 100],
      ['bytes=900-', 900, 1000],
      ['bytes=-50', 950, 1000],
      ['bytes=999-5000', 999, 1000],
    ])('is served in part for %s', async (range, from, to) => {
      const { status, headers, body } = await edge.ask(urlOf('720p/segment0000.ts'), { range })
      expect(status).toBe(206)
      expect(headers['content-range']).toBe(`bytes ${from}-${to - 1}/1000`)
      expect(body.equals(SEGMENT.subarray(from, to))).toBe(true)
    })

    test('has no part beyond its end', async () => {
      const { status, headers } = await edge.ask(urlOf('720p/segment0000.ts'), { range: 'bytes=1000-' })
      expect([status, headers['content-range']]).toEqual([416, 'bytes */1000'])
    })

    test('is not sent again to who has it, nor in part to who has another', async () => {
      const { etag = '' } = (await edge.ask(urlOf('720p/segment0000.ts'))).headers
      const again = await edge.ask(urlOf('720p/segment0000.ts'), { 'if-none-match': etag, origin: WEB_ORIGIN })
      expect([again.status, again.text, again.headers.etag]).toEqual([304, '', etag])
      expect(again.headers).toMatchObject({
        'access-control-allow-origin': WEB_ORIGIN,
        'cache-control': 'private, max-age=86400, immutable',
      })
      const part = (ifRange: string) =>
        edge.ask(urlOf('720p/segment0000.ts'), { range: 'bytes=0-9', 'if-range': ifRange })
      expect((await part(etag)).status).toBe(206)
      expect((await part('"another"')).status).toBe(200)
      expect((await edge.ask(urlOf('720p/segment0000.ts'), { 'if-match': '"another"' })).status).toBe(412)
    })

    test('answers HEAD with the same headers and no body', async () => {
      for (const file of ['720p/segment0000.ts', '1080p/segment0000.ts']) {
        const { date: _, ...get } = (await edge.ask(urlOf(file))).headers
        const head = await edge.ask(urlOf(file), {}, 'HEAD')
        expect(head.status).toBe(200)
        expect(head.headers).toMatchObject(get)
        expect(head.body.length).toBe(0)
      }
    })

    test('comes whole and in its turn to who asks for several before the first has come', async () => {
      const files = ['720p/segment0005.ts', '720p/segment0006.ts', '720p/segment0005.ts']
      for (const file of files) edge.replace(file, `all of ${file}`)
      const connection = connect(edge.port(), '127.0.0.1')
      const heads = files.map((file) => `GET ${urlOf(file)} HTTP/1.1\r\nHost: edge\r\n`)
      connection.write(`${heads.join('\r\n')}Connection: close\r\n\r\n`)
      expect((await text(connection)).match(/all of [^H]*/g)).toEqual(files.map((file) => `all of ${file}`))
    })

    test.each(['720p/segment0004.ts', '720p/segment0003.ts', 'poster.jpg', 'audio.m3u8'])(
      'that is absent is not found: %s',
      async (file) => {
        expect(await edge.ask(urlOf(file))).toMatchObject({ status: 404, text: 'Not Found' })
        expect((await edge.ask(urlOf(file), { range: 'bytes=0-1' })).status).toBe(404)
      },
    )
  })

  describe('a playlist', () => {
    test('bears the token of its request, lists what it opens, and is kept by nobody', async () => {
      const query = streamToken({ maxHeight: 720 })
      const { status, headers, text } = await edge.ask(urlOf('master.m3u8', query))
      expect(status).toBe(200)
      expect(headers).toMatchObject({
        'content-type': 'application/vnd.apple.mpegurl',
        'cache-control': 'private, no-store',
      })
      expect(headers).not.toHaveProperty('etag')
      const uris = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
      expect(uris).toEqual(['360p', '480p', '720p'].map((rung) => `${rung}.m3u8?${query}`))
      expect((await edge.ask(`/hls/${CONTENT}/${uris.at(-1)}`)).status).toBe(200)
    })

    test('never mixes up the tokens of two members', async () => {
      const queries = [480, 1080, 720].map((maxHeight) => streamToken({ maxHeight }))
      const texts = await Promise.all(queries.map(async (query) => (await edge.ask(urlOf('master.m3u8', query))).text))
      for (const [i, text] of texts.entries()) {
        expect(text.match(/\?.*/g)?.every((found) => found === `?${queries[i]}`)).toBe(true)
      }
      expect(texts.map((text) => text.match(/RESOLUTION/g)?.length)).toEqual([2, 4, 3])
    })

    test('of three hours has all of its 1,800 segments, each with the token', async () => {
      const query = streamToken()
      const { headers, text } = await edge.ask(urlOf('720p.m3u8', query))
      expect(text.split(`.ts?${query}\n`).length - 1).toBe(1800)
      expect(headers['content-length']).toBe(String(text.length))
    })
  })
}
