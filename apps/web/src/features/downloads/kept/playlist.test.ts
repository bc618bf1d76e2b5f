import { expect, test } from 'vitest'
import { captionsIn, indexOf, LOCAL_MASTER_URL, LOCAL_SOUND_URL, localPlaylists, partsOf } from './playlist.ts'

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
  const playlists = localPlaylists({ playlist: partsOf(playlist('1'), URL).text, captions: [] })
  const lines = playlists.get(LOCAL_SOUND_URL)?.split('\n') ?? []
  expect(indexOf(/URI="([^"]+)"/.exec(lines[1] ?? '')?.[1] ?? '')).toBe(0)
  expect([lines[3], lines[5]].map((line) => indexOf(line ?? ''))).toEqual([1, 2])
  expect(playlists.get(LOCAL_MASTER_URL)).toMatch(/STREAM-INF:BANDWIDTH=\d+\nhttps:[^\n]*sound\.m3u8\n$/)
  expect(lines.at(-2)).toBe('#EXT-X-ENDLIST')
})

test('one that still grows is not kept', () => {
  expect(() => partsOf(playlist('1').replace('#EXT-X-ENDLIST\n', ''), URL)).toThrow('still being prepared')
})

const tag = (language: string, token = '') =>
  `#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="subs",NAME="Of rain, and wind",LANGUAGE="${language}",URI="sub-${language}.m3u8${token}"`
const MASTER = [
  '#EXTM3U',
  '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="Deutsch",URI="audio-de.m3u8?n=1"',
  tag('en', '?n=1'),
  tag('de', '?n=1'),
  '#EXT-X-STREAM-INF:BANDWIDTH=1,SUBTITLES="subs"',
  'audio.m3u8?n=1',
].join('\r\n')

test('the captions of a master playlist are known without their tokens, and no other tracks', () => {
  expect(captionsIn(MASTER, URL)).toEqual(
    ['en', 'de'].map((language) => ({
      tag: tag(language),
      url: `https://edge.test/hls/rain/sub-${language}.m3u8?n=1`,
    })),
  )
  expect(captionsIn('#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\naudio.m3u8', URL)).toEqual([])
})

test('captions are offered by the local master playlist, and their parts are numbered after those of the sound', () => {
  const words = '#EXTM3U\n#EXTINF:6,\nsegment0000.vtt\n#EXT-X-ENDLIST\n'
  const captions = ['en', 'de'].map((language) => ({ tag: tag(language), playlist: words }))
  const playlists = localPlaylists({ playlist: partsOf(playlist('1'), URL).text, captions })
  const master = playlists.get(LOCAL_MASTER_URL) ?? ''
  expect(master).toContain(',SUBTITLES="subs"')
  const addresses = captionsIn(master, URL).map(({ url }) => url)
  const parts = addresses.map((address) => indexOf(playlists.get(address)?.split('\n')[2] ?? ''))
  expect(parts).toEqual([3, 4])
})
