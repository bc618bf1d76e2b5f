import { describe, expect, it } from 'vitest'
import type { MediaFacts } from '../ports/transcoder.ts'
import { planVideo, rateOf } from './ladder.ts'

function video(width: number, height: number, frameRate = 30): MediaFacts {
  const codecs = { videoCodec: 'h264', hasAudio: false, audioCodec: null, leftOut: [] }
  return { kind: 'video', container: 'mp4', durationSeconds: 10, width, height, frameRate, ...codecs }
}

const sizes = (width: number, height: number) =>
  planVideo(video(width, height)).rungs.map((rung) => `${rung.name} ${rung.width}x${rung.height}`)

describe('the rungs', () => {
  it('are all there for a source of 1080p and more', () => {
    const all = ['360p 640x360', '480p 854x480', '720p 1280x720', '1080p 1920x1080']
    expect(sizes(1920, 1080)).toEqual(all)
    expect(sizes(3840, 2160)).toEqual(all)
  })

  it('never pass the source', () => {
    expect(sizes(1280, 720)).toEqual(['360p 640x360', '480p 854x480', '720p 1280x720'])
    expect(sizes(1920, 800)).toEqual(['360p 864x360', '480p 1152x480', '720p 1728x720'])
    expect(sizes(640, 479)).toEqual(['360p 482x360'])
  })

  it('are measured on the short side of a portrait video', () => {
    expect(sizes(720, 1280)).toEqual(['360p 360x640', '480p 480x854', '720p 720x1280'])
  })

  it('keep a source below 360p at its own size, made even', () => {
    expect(sizes(320, 200)).toEqual(['360p 320x200'])
    expect(sizes(359, 241)).toEqual(['360p 358x240'])
    expect(sizes(17, 3000)).toEqual(['360p 16x2824'])
  })
})

describe('the frame rate', () => {
  it.each([
    [24, '24'],
    [23.976, '24000/1001'],
    [29.97, '30000/1001'],
    [30, '30'],
    [59.94, '60000/1001'],
    [60, '60'],
    [119.88, '60000/1001'],
    [120, '60'],
    [240, '60'],
    [90, '45'],
    [12.5, '12.500'],
    [1, '10'],
  ])('of %f is made a constant %s', (source, constant) => {
    expect(planVideo(video(640, 360, source)).frameRate).toBe(constant)
  })

  it('is a number again for playlists', () => {
    expect(rateOf('30000/1001')).toBe(29.97)
    expect(rateOf('25')).toBe(25)
  })
})
