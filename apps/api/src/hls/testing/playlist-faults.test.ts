import { expect, test } from 'vitest'
import type { MadeRendition } from '../made.ts'
import { masterPlaylist, mediaPlaylist } from '../playlists.ts'
import type { MediaTrack } from '../tracks.ts'
import { playlistFaults } from './playlist-faults.ts'

const VIDEO: MadeRendition = {
  ...{ name: '360p', kind: 'video', width: 640, height: 360, bandwidth: 300, averageBandwidth: 200 },
  ...{ codecs: 'avc1.64001e,mp4a.40.2', frameRate: 25 },
}
const track = (properties: Partial<MediaTrack>): MediaTrack => ({
  ...{ name: null, language: 'en', label: 'English', isDefault: false, isAutoselected: true, isForced: false },
  ...{ characteristics: [], bandwidth: 500, ...properties },
})
const sounds = [track({ isDefault: true }), track({ name: 'audio-fr', language: 'fr', label: 'Français' })]
const captions = [track({ name: 'sub-en', bandwidth: 300 })]
const segment = (name: string, ending: string, durationSeconds = 6) =>
  mediaPlaylist([{ durationSeconds, file: `${name}/segment0000.${ending}` }], 'complete')
const RIGHT: Record<string, string> = {
  'master.m3u8': masterPlaylist([VIDEO], { sounds, captions }),
  '360p.m3u8': segment('360p', 'ts'),
  'audio-fr.m3u8': segment('audio-fr', 'ts'),
  'sub-en.m3u8': segment('sub-en', 'vtt'),
  'sub-en/segment0000.vtt': 'WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:900000,LOCAL:00:00:00.000\n\n',
}
const TS = Buffer.alloc(188, 0x47)

function faultsOf(files: Record<string, string>): Promise<string[]> {
  const at = (url: string) => ({ ...RIGHT, ...files })[new URL(url).pathname.slice(1)]
  return playlistFaults('http://store/master.m3u8', async (url) => (at(url) ? Buffer.from(at(url) ?? '') : TS))
}

test('what is written as it should be has none', async () => {
  expect(await faultsOf({})).toEqual([])
})

const master = (from: string | RegExp, to: string) => ({
  'master.m3u8': (RIGHT['master.m3u8'] ?? '').replace(from, to),
})

test.each([
  ['a missing first line', master('#EXTM3U\n', ''), 'does not begin with #EXTM3U'],
  ['an attribute twice', master('TYPE=AUDIO', 'TYPE=AUDIO,TYPE=AUDIO'), 'TYPE twice'],
  ['a value without quotes', master('NAME="English"', 'NAME=English'), 'NAME may not be English'],
  ['a list that ends in a comma', master('DEFAULT=YES', 'DEFAULT=YES,,'), 'no attribute list'],
  ['one name for two', master('NAME="Français"', 'NAME="English"'), 'twice in one group'],
  ['two defaults', master('DEFAULT=NO', 'DEFAULT=YES'), 'sound default'],
  ['subtitles without an address', master(',URI="sub-en.m3u8"', ''), 'subtitles without a URI'],
  ['a group that is not there', master('SUBTITLES="subs"', 'SUBTITLES="words"'), 'not there: words'],
  ['a variant without an address', master('360p.m3u8\n', ''), 'ends before a URI'],
  ['a media tag in a master', master('#EXT-X-IND', '#EXT-X-ENDLIST\n#EXT-X-IND'), 'does not belong there'],
  ['a peak above the bandwidth', master(/BANDWIDTH=\d+/, 'BANDWIDTH=400'), 'in a variant of 400'],
  ['a segment that is too long', { '360p.m3u8': segment('360p', 'ts').replace('6.000000', '7.5') }, 'lasts 7.5 of 6 s'],
  ['another target duration', { 'sub-en.m3u8': segment('sub-en', 'vtt', 60) }, 'EVENT of 6 s, EVENT of 60 s'],
  ['captions without their clock', { 'sub-en/segment0000.vtt': 'WEBVTT\n\n' }, 'WebVTT with its clock'],
])('%s is one', async (_, files, words) => {
  expect((await faultsOf(files)).join('\n')).toContain(words)
})
