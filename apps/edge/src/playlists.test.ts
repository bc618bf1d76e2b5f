import { afterAll, describe, expect, test } from 'vitest'
import { decideUnchecked } from './decide.ts'
import { startEdge, urlOf } from './testing/edge.ts'
import { CONTENT, streamToken } from './testing/media.ts'

const MASTER = ['360', '480', '720', '1080']
  .map((height) => `#EXT-X-STREAM-INF:BANDWIDTH=1,RESOLUTION=${height}x9999\n${height}p.m3u8\n`)
  .join('')
const entries = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => `#EXTINF:6,\n720p/segment${String(from + i).padStart(4, '0')}.ts\n`).join('')

const edge = await startEdge({
  'master.m3u8': `#EXTM3U\n${MASTER}`,
  '720p.m3u8': `#EXTM3U\n${entries(1800)}#EXT-X-ENDLIST\n`,
  '480p.m3u8': '#EXTM3U\n',
})
afterAll(() => {
  edge[Symbol.dispose]()
  expect(edge.problems).toEqual([])
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

  test('that grows is fresh every time; one that has ended is looked at every two seconds', async () => {
    const segments = async () => (await edge.ask(urlOf('480p.m3u8'))).text.match(/\.ts/g)?.length ?? 0
    for (const count of [1, 2, 3]) {
      edge.replace('480p.m3u8', `#EXTM3U\n#EXT-X-PLAYLIST-TYPE:EVENT\n${entries(count)}`)
      expect(await segments()).toBe(count)
    }
    edge.replace('480p.m3u8', `#EXTM3U\n${entries(4)}#EXT-X-ENDLIST\n`)
    expect(await segments()).toBe(4)
    edge.replace('480p.m3u8', `#EXTM3U\n${entries(5)}#EXT-X-ENDLIST\n`)
    expect(await segments()).toBe(4)
    edge.clock.monotonicMs += 2000
    expect(await segments()).toBe(5)
  })

  test('goes out as it is where tokens are not checked', async () => {
    using open = await startEdge({ 'master.m3u8': MASTER }, { decide: decideUnchecked })
    expect((await open.ask(urlOf('master.m3u8', ''))).text).toBe(MASTER)
  })
})
