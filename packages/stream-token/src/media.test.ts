import { describe, expect, test } from 'vitest'
import {
  MASTER_PLAYLIST,
  mediaKey,
  PICTURE_FILES,
  parseMediaPath,
  playlistFile,
  type RungName,
  segmentFile,
} from './index.ts'

const CONTENT = '3f2b8c1e-5d4a-4b6f-8a97-0c1d2e3f4a5b'
const RUNGS: [RungName, number][] = [
  ['360p', 360],
  ['480p', 480],
  ['720p', 720],
  ['1080p', 1080],
  ['audio', 1],
]

describe('a path at the edge', () => {
  test.each([
    [MASTER_PLAYLIST, 'playlist', 1],
    ...RUNGS.map(([rung, height]) => [playlistFile(rung), 'playlist', height] as const),
    ...RUNGS.map(([rung, height]) => [segmentFile(rung, 0), 'segment', height] as const),
    [segmentFile('720p', 12_345), 'segment', 720],
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
  ])('%j is none', (file) => {
    expect(parseMediaPath(`/${mediaKey(CONTENT, file)}`)).toBeNull()
  })

  test('names its item in one spelling', () => {
    expect(parseMediaPath(`/${mediaKey(CONTENT.toUpperCase(), MASTER_PLAYLIST)}`)).toBeNull()
    expect(parseMediaPath(`${mediaKey(CONTENT, MASTER_PLAYLIST)}`)).toBeNull()
  })
})

test('numbers of segments have four digits, so that a folder lists them in order', () => {
  expect([0, 1799].map((index) => segmentFile('audio', index))).toEqual([
    'audio/segment0000.ts',
    'audio/segment1799.ts',
  ])
})
