import { describe, expect, test } from 'vitest'
import {
  isTrackTag,
  MASTER_PLAYLIST,
  mediaHeaders,
  mediaKey,
  PICTURE_FILES,
  parseMediaPath,
  playlistFile,
  type RungName,
  segmentFile,
  storyboardFile,
  type TrackName,
} from './index.ts'

const CONTENT = '3f2b8c1e-5d4a-4b6f-8a97-0c1d2e3f4a5b'
const RUNGS: [RungName, number][] = [
  ['360p', 360],
  ['480p', 480],
  ['720p', 720],
  ['1080p', 1080],
  ['audio', 1],
]

const TRACKS: TrackName[] = [
  'audio-fr',
  'audio-pt-BR',
  'audio-und',
  'audio-en-02',
  'sub-en',
  'sub-zh-Hant-TW',
  'sub-haw',
]

describe('a path at the edge', () => {
  test.each([
    [MASTER_PLAYLIST, 'playlist', 1],
    ...RUNGS.map(([rung, height]) => [playlistFile(rung), 'playlist', height] as const),
    ...RUNGS.map(([rung, height]) => [segmentFile(rung, 0), 'segment', height] as const),
    ...TRACKS.map((track) => [playlistFile(track), 'playlist', 1] as const),
    ...TRACKS.map((track) => [segmentFile(track, 0), 'segment', 1] as const),
    [storyboardFile(0), 'jpg', 1],
    [storyboardFile(14), 'jpg', 1],
    [segmentFile('720p', 12_345), 'segment', 720],
    ['media-720p_00001.ts', 'segment', 720],
    ['media-audio_00001.ts', 'segment', 1],
    ['media-audio-fr_123456.ts', 'segment', 1],
    [PICTURE_FILES.thumbnail, 'jpg', 0],
    [PICTURE_FILES.poster, 'jpg', 0],
    [PICTURE_FILES.waveform, 'png', 0],
  ] as const)('%s is a %s whose token needs a cap of %i', (file, kind, minHeight) => {
    const key = mediaKey(CONTENT, file)
    expect(parseMediaPath(`/${key}`)).toEqual({ kind, contentId: CONTENT, key, minHeight })
  })

  test.each([
    '',
    '240p.m3u8',
    'master.m3u8x',
    'masterxm3u8',
    '720p/segment000.ts',
    '720p/segment0000xts',
    'thumbnail.png',
    'waveform.jpg',
    'sub/master.m3u8',
    'master.m3u8\n',
    'media.m3u8',
    'media-720p.m3u8',
    'media-720p_0001.ts',
    'media-720p/segment0000.ts',
    '720p_00001.ts',
    'media-sub-en_00001.vtt',
    'media-poster.0000001.jpg',
    'sub.m3u8',
    'sub-.m3u8',
    'sub-e.m3u8',
    'sub-EN.m3u8',
    'sub-english.m3u8',
    'sub-en-a.m3u8',
    'sub-en-US-x1-y2-z3.m3u8',
    'sub-en/segment0000.ts',
    'audio-fr/segment0000.vtt',
    '720p-fr.m3u8',
    'storyboard/sheet00.jpg',
    'storyboard/sheet0000.jpg',
    'storyboard/sheet000.png',
    'sheet000.jpg',
  ])('%j is none', (file) => {
    expect(parseMediaPath(`/${mediaKey(CONTENT, file)}`)).toBeNull()
  })

  test('names its item in one spelling', () => {
    expect(parseMediaPath(`/${mediaKey(CONTENT.toUpperCase(), MASTER_PLAYLIST)}`)).toBeNull()
    expect(parseMediaPath(`${mediaKey(CONTENT, MASTER_PLAYLIST)}`)).toBeNull()
  })
})

test('captions are WebVTT to whoever fetches them', () => {
  expect(mediaHeaders(segmentFile('sub-en', 3)).contentType).toBe('text/vtt; charset=utf-8')
})

test.each([
  ['en', true],
  ['pt-BR', true],
  ['zh-Hant-TW', true],
  ['EN', false],
  ['en_US', false],
  ['en-', false],
  ['../x', false],
  ['en\n', false],
])('%j may name a track: %s', (tag, may) => {
  expect(isTrackTag(tag)).toBe(may)
})

test('numbers of segments have four digits, so that a folder lists them in order', () => {
  expect([0, 1799].map((index) => segmentFile('audio', index))).toEqual([
    'audio/segment0000.ts',
    'audio/segment1799.ts',
  ])
})

test.each([
  [segmentFile('360p', 0), 'video/mp2t', 'private, max-age=86400, immutable'],
  [PICTURE_FILES.thumbnail, 'image/jpeg', 'private, max-age=86400'],
  [PICTURE_FILES.waveform, 'image/png', 'private, max-age=86400'],
  [MASTER_PLAYLIST, 'application/vnd.apple.mpegurl', 'private, no-store'],
])('%s is %s, %s', (file, contentType, cacheControl) => {
  expect(mediaHeaders(file)).toEqual({ contentType, cacheControl })
})
