import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, describe, expect, test } from 'vitest'
import { startEdge, urlOf, WEB_ORIGIN } from './testing/edge.ts'

const SEGMENT = Buffer.from(Array.from({ length: 1000 }, (_, i) => i % 251))
const LARGE = Buffer.alloc(7 * 1024 * 1024, 7)

const edge = await startEdge({
  '720p/segment0000.ts': SEGMENT,
  '720p/segment0001.ts': SEGMENT,
  '720p/segment0003.ts/a-folder': 'x',
  '1080p/segment0000.ts': LARGE,
})
afterAll(() => {
  edge[Symbol.dispose]()
  expect(edge.problems).toEqual([])
})

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

  test('too large for the memory comes from the disk', async () => {
    const { status, headers, body } = await edge.ask(urlOf('1080p/segment0000.ts'))
    expect([status, headers['content-type'], body.equals(LARGE)]).toEqual([200, 'video/mp2t', true])
  })

  test('that is asked for once is read for its reader alone; the second time it is kept', async () => {
    const path = urlOf('720p/segment0002.ts')
    edge.replace('720p/segment0002.ts', 'first')
    expect((await edge.ask(path)).text).toBe('first')
    edge.replace('720p/segment0002.ts', 'second')
    expect((await edge.ask(path)).text).toBe('second')
    edge.replace('720p/segment0002.ts', 'third')
    expect((await edge.ask(path)).text).toBe('second')
  })

  test('comes whole and in its turn to who asks for several before the first has come', async () => {
    const files = ['720p/segment0005.ts', '720p/segment0006.ts', '720p/segment0005.ts']
    for (const file of files) edge.replace(file, `all of ${file}`)
    const connection = connect(edge.port, '127.0.0.1')
    const heads = files.map((file) => `GET ${urlOf(file)} HTTP/1.1\r\nHost: edge\r\n`)
    connection.write(`${heads.join('\r\n')}Connection: close\r\n\r\n`)
    expect((await text(connection)).match(/all of [^H]*/g)).toEqual(files.map((file) => `all of ${file}`))
  })

  test('that was replaced is seen within two seconds, though it was hot', async () => {
    const path = urlOf('720p/segment0001.ts')
    for (let asked = 0; asked < 2; asked += 1) await edge.ask(path)
    edge.replace('720p/segment0001.ts', 'replaced')
    expect((await edge.ask(path)).body.equals(SEGMENT)).toBe(true)
    edge.clock.monotonicMs += 2000
    expect((await edge.ask(path)).text).toBe('replaced')
  })

  test.each(['720p/segment0004.ts', '720p/segment0003.ts', 'poster.jpg', 'audio.m3u8'])(
    'that is absent is not found: %s',
    async (file) => {
      expect(await edge.ask(urlOf(file))).toMatchObject({ status: 404, text: 'Not Found' })
      expect((await edge.ask(urlOf(file), { range: 'bytes=0-1' })).status).toBe(404)
    },
  )
})
