import { expect, test } from 'vitest'
import { indexOf, LOCAL_PLAYLIST_URL, localPlaylist, partsOf } from './playlist.ts'

const URL = 'https://edge.test/hls/rain/audio.m3u8?n=1'
const playlist = (token: string) =>
  [
    '#EXTM3U',
    `#EXT-X-MAP:URI="audio/init.mp4?n=${token}"`,
    '#EXTINF:6.000000,',
    `audio/segment0000.ts?n=${token}`,
    '#EXTINF:2.500000,',
    `audio/segment0001.ts?n=${token}`,
    '#EXT-X-ENDLIST',
    '',
  ].join('\n')

test('each part has its address, and the text is the same whatever the token', () => {
  const { text, addresses } = partsOf(playlist('1'), URL)
  expect(addresses).toEqual(
    ['init.mp4', 'segment0000.ts', 'segment0001.ts'].map((name) => `https://edge.test/hls/rain/audio/${name}?n=1`),
  )
  expect(partsOf(playlist('2').replaceAll('\n', '\r\n'), URL).text).toBe(text)
  expect(text).not.toContain('?')
})

test('a local playlist addresses its parts by their number', () => {
  const lines = localPlaylist(partsOf(playlist('1'), URL).text).split('\n')
  expect(indexOf(/URI="([^"]+)"/.exec(lines[1] ?? '')?.[1] ?? '')).toBe(0)
  expect([lines[3], lines[5]].map((line) => indexOf(line ?? ''))).toEqual([1, 2])
  expect(indexOf(LOCAL_PLAYLIST_URL)).toBeNull()
  expect(lines.at(-2)).toBe('#EXT-X-ENDLIST')
})

test('one that still grows is not kept', () => {
  expect(() => partsOf(playlist('1').replace('#EXT-X-ENDLIST\n', ''), URL)).toThrow('still being prepared')
})
