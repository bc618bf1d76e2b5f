import { afterAll, describe, expect, test } from 'vitest'
import { decideUnchecked } from './decide.ts'
import { startEdge, urlOf } from './testing/edge.ts'

const MASTER = '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1,RESOLUTION=640x360\n360p.m3u8\n'
const entries = (count: number) =>
  Array.from({ length: count }, (_, i) => `#EXTINF:6,\n480p/segment${String(i).padStart(4, '0')}.ts\n`).join('')

const edge = await startEdge({ '480p.m3u8': '#EXTM3U\n' })
afterAll(() => {
  edge[Symbol.dispose]()
  expect(edge.problems).toEqual([])
})

// What every edge does with playlists: served-media.contract-test.ts.
describe('a playlist', () => {
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
