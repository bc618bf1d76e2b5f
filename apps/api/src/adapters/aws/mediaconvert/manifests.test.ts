import { describe, expect, test } from 'vitest'
import { readMaster, readMedia } from './manifests.ts'

const variant = (attributes: string, uri: string) => `#EXT-X-STREAM-INF:${attributes}\n${uri}\n`
const master = (...variants: string[]) => `#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-INDEPENDENT-SEGMENTS\n${variants.join('')}`

describe("MediaConvert's master", () => {
  test('is read in whatever order its attributes and variants stand', () => {
    const heavy =
      'BANDWIDTH=3000000,CODECS="avc1.64001F,mp4a.40.2",RESOLUTION=1280x720,FRAME-RATE=29.970,AVERAGE-BANDWIDTH=2500000'
    const sound = 'CODECS="mp4a.40.2",BANDWIDTH=140000,AUDIO="sound"'
    const light = 'RESOLUTION=640x360,CODECS="avc1.64001e",BANDWIDTH=800000'
    const text = master(
      variant(sound, 'media-audio.m3u8'),
      variant(heavy, 'media-720p.m3u8'),
      variant(light, 'media-360p.m3u8'),
    )
    expect(readMaster(text)).toEqual([
      {
        ...{ name: '360p', kind: 'video', width: 640, height: 360, bandwidth: 800_000, averageBandwidth: 800_000 },
        ...{ codecs: 'avc1.64001e', frameRate: null },
      },
      {
        ...{ name: '720p', kind: 'video', width: 1280, height: 720, bandwidth: 3_000_000, averageBandwidth: 2_500_000 },
        ...{ codecs: 'avc1.64001f,mp4a.40.2', frameRate: 29.97 },
      },
      {
        ...{ name: 'audio', kind: 'audio', width: null, height: null, bandwidth: 140_000, averageBandwidth: 140_000 },
        ...{ codecs: 'mp4a.40.2', frameRate: null },
      },
    ])
  })

  test('may end its lines as Windows does', () => {
    const text = master(variant('BANDWIDTH=1,CODECS="avc1.64001e",RESOLUTION=640x360', 'media-360p.m3u8'))
    expect(readMaster(text.replaceAll('\n', '\r\n'))).toMatchObject([{ name: '360p' }])
  })

  test.each([
    ['nothing', ''],
    ['no variant', master()],
    ['a name that was not ordered', master(variant('BANDWIDTH=1', '../media-360p.m3u8'))],
    ['no rate', master(variant('CODECS="mp4a.40.2"', 'media-audio.m3u8'))],
    ['no size', master(variant('BANDWIDTH=1,CODECS="avc1.64001e"', 'media-360p.m3u8'))],
  ])('with %s is not what was ordered', (_, text) => {
    expect(() => readMaster(text)).toThrow(expect.objectContaining({ name: 'OutputUnreadable' }))
  })
})

describe("MediaConvert's playlist of a rung", () => {
  const media = (...lines: string[]) => ['#EXTM3U', '#EXT-X-TARGETDURATION:6', ...lines, ''].join('\n')

  test('names its segments, with whatever stands between', () => {
    const text = media(
      '#EXTINF:6.006,',
      'media-360p_00001.ts',
      '#EXTINF:2,',
      '#EXT-X-DISCONTINUITY',
      'media-360p_00002.ts',
      '#EXT-X-ENDLIST',
    )
    expect(readMedia('360p', text)).toEqual([
      { durationSeconds: 6.006, file: 'media-360p_00001.ts' },
      { durationSeconds: 2, file: 'media-360p_00002.ts' },
    ])
  })

  test.each([
    ['no segment', media('#EXT-X-ENDLIST')],
    ['no end', media('#EXTINF:6,', 'media-360p_00001.ts')],
    ['a segment of another rung', media('#EXTINF:6,', 'media-720p_00001.ts', '#EXT-X-ENDLIST')],
    ['an address elsewhere', media('#EXTINF:6,', 'https://elsewhere.example/media-360p_00001.ts', '#EXT-X-ENDLIST')],
    ['no duration', media('#EXTINF:0,', 'media-360p_00001.ts', '#EXT-X-ENDLIST')],
  ])('with %s is not what was ordered', (_, text) => {
    expect(() => readMedia('360p', text)).toThrow(expect.objectContaining({ name: 'OutputUnreadable' }))
  })
})
