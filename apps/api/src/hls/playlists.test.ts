import { describe, expect, it } from 'vitest'
import type { MadeRendition } from './made.ts'
import { audioRendition, avcCodec, bandwidths, finishedSegments, masterPlaylist, mediaPlaylist } from './playlists.ts'

const segments = [
  { durationSeconds: 6.006, bytes: 600_000 },
  { durationSeconds: 2.5, bytes: 300_000 },
]

const named = segments.map((segment, index) => ({ ...segment, file: `360p/segment000${index}.ts` }))

describe('a media playlist', () => {
  it('that grows has no end, and starts at the beginning', () => {
    const playlist = mediaPlaylist(named, 'growing')
    expect(playlist).toContain('#EXT-X-PLAYLIST-TYPE:EVENT\n')
    expect(playlist).toContain('#EXT-X-START:TIME-OFFSET=0\n')
    expect(playlist).not.toContain('ENDLIST')
  })

  it('that is complete says so', () => {
    expect(mediaPlaylist(named, 'complete')).toBe(`#EXTM3U
#EXT-X-VERSION:6
#EXT-X-TARGETDURATION:6
#EXT-X-MEDIA-SEQUENCE:0
#EXT-X-PLAYLIST-TYPE:EVENT
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-START:TIME-OFFSET=0
#EXTINF:6.006000,
360p/segment0000.ts
#EXTINF:2.500000,
360p/segment0001.ts
#EXT-X-ENDLIST
`)
  })

  it('changes in nothing but what is appended', () => {
    const growing = [1, 2].map((count) => mediaPlaylist(named.slice(0, count), 'growing'))
    const whole = mediaPlaylist(named, 'complete')
    for (const earlier of growing) expect(whole.startsWith(earlier)).toBe(true)
  })

  it('never promises segments shorter than they are', () => {
    const long = [{ durationSeconds: 7.6, file: 'audio/segment0000.ts' }]
    expect(mediaPlaylist(long, 'complete')).toContain('#EXT-X-TARGETDURATION:8\n')
  })

  it('is read back from ffmpeg, as far as it is written', () => {
    expect(finishedSegments('#EXTM3U\n#EXTINF:6.006000,\nsegment0000.ts\n#EXTINF:2.5,\nsegment0001.ts\n')).toEqual([
      6.006, 2.5,
    ])
    expect(finishedSegments('')).toEqual([])
  })
})

it('the master playlist lists every variant with what players choose by', () => {
  const video: MadeRendition = {
    ...{ name: '720p', kind: 'video', width: 1280, height: 720, bandwidth: 3_100_000, averageBandwidth: 2_900_000 },
    ...{ codecs: 'avc1.64001f,mp4a.40.2', frameRate: 29.97 },
  }
  expect(masterPlaylist([video, audioRendition({ bandwidth: 170_000, averageBandwidth: 160_000 })])).toBe(`#EXTM3U
#EXT-X-VERSION:6
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-STREAM-INF:BANDWIDTH=3100000,AVERAGE-BANDWIDTH=2900000,RESOLUTION=1280x720,FRAME-RATE=29.970,CODECS="avc1.64001f,mp4a.40.2"
720p.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=170000,AVERAGE-BANDWIDTH=160000,CODECS="mp4a.40.2"
audio.m3u8
`)
})

describe('bandwidths', () => {
  it('are the peak segment and the mean', () => {
    const { bandwidth, averageBandwidth } = bandwidths([...segments, { durationSeconds: 6, bytes: 900_000 }])
    expect(bandwidth).toBe(1_200_000)
    expect(averageBandwidth).toBe(Math.ceil((1_800_000 * 8) / 14.506))
  })

  it('have as their peak that of any run of segments of half to one and a half target durations', () => {
    const shortAfterHeavy = [
      { durationSeconds: 6, bytes: 600_000 },
      { durationSeconds: 6, bytes: 600_000 },
      { durationSeconds: 0.1, bytes: 20_000 },
    ]
    expect(bandwidths(shortAfterHeavy).bandwidth).toBe(Math.ceil((620_000 * 8) / 6.1))
  })

  it('do not count a short last segment as a peak', () => {
    expect(bandwidths(segments).bandwidth).toBe(bandwidths(segments).averageBandwidth)
  })
})

describe('the codec of a segment', () => {
  it('is read from its parameter set', () => {
    const segment = Buffer.from('47400011000000000109f000000001674d401f9a', 'hex')
    expect(avcCodec(segment)).toBe('avc1.4d401f')
  })

  it('is not guessed', () => {
    expect(avcCodec(Buffer.from('474000110000000109f0', 'hex'))).toBeNull()
  })
})
