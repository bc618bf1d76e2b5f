import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inspectSource } from './inspect.ts'
import { assertCodec, assertWithinLimits } from './limits.ts'
import { readReport } from './report.ts'
import { mediaLab, turnedByAQuarter } from './testing/media-lab.ts'

const PICTURE = '-f lavfi -i testsrc2=s=64x48:r=10:d=2'
const SOUND = '-f lavfi -i sine=f=220:r=8000:d=2'

let lab: Awaited<ReturnType<typeof mediaLab>>
let film: string

beforeAll(async () => {
  lab = await mediaLab()
  film = await lab.make('film.mp4', `${PICTURE} ${SOUND} -c:v libx264 -c:a aac -movflags faststart`)
})
afterAll(() => lab.dispose())

async function factsOf(path: string) {
  return (await inspectSource(lab.ffmpegPath, path, new AbortController().signal)).facts
}

async function changed(name: string, change: (bytes: Buffer) => Buffer): Promise<string> {
  const path = join(lab.folder, name)
  await writeFile(path, change(await readFile(film)))
  return path
}

describe('what a file is', () => {
  it('is told of a film', async () => {
    expect(await factsOf(film)).toEqual({
      ...{ kind: 'video', container: 'mp4', durationSeconds: 2, width: 64, height: 48, frameRate: 10 },
      ...{ videoCodec: 'h264', hasAudio: true, audioCodec: 'aac', leftOut: [] },
    })
  })

  it.each([
    ['film.mkv', '-c copy', { container: 'matroska', width: 64, videoCodec: 'h264', audioCodec: 'aac' }],
    ['film.ts', '-c copy', { container: 'mpegts', width: 64, videoCodec: 'h264', audioCodec: 'aac' }],
    ['film.avi', '-c:v mpeg4 -c:a mp3', { container: 'avi', width: 64, videoCodec: 'mpeg4', audioCodec: 'mp3' }],
    ['tv.ts', '-c:v mpeg2video -r 25 -c:a mp2', { container: 'mpegts', videoCodec: 'mpeg2video', frameRate: 25 }],
    ['old.mkv', '-c:v mpeg4 -c:a copy', { container: 'matroska', width: 64, videoCodec: 'mpeg4' }],
    ['silent.mov', '-c copy -an', { container: 'mp4', hasAudio: false, audioCodec: null }],
    ['wide.mp4', '-vf setsar=2 -c:v libx264 -an', { width: 128, height: 48 }],
    ['sound.wav', '-vn', { kind: 'audio', container: 'wav', width: null, videoCodec: null, audioCodec: 'pcm_s16le' }],
    ['sound.mp3', '-vn', { kind: 'audio', container: 'mp3', audioCodec: 'mp3' }],
    ['sound.flac', '-vn', { kind: 'audio', container: 'flac' }],
    ['sound.ogg', '-vn -c:a libvorbis', { kind: 'audio', container: 'ogg', audioCodec: 'vorbis' }],
    ['sound.aac', '-vn', { kind: 'audio', container: 'aac', audioCodec: 'aac' }],
    ['lossless.m4a', '-vn -c:a alac', { kind: 'audio', container: 'mp4', audioCodec: 'alac' }],
  ])('is told of %s', async (name, options, facts) => {
    const found = await factsOf(await lab.make(name, `-i {folder}/film.mp4 ${options}`))
    expect(found).toMatchObject(facts)
    expect(found.durationSeconds).toBeGreaterThan(1.9)
    expect(found.durationSeconds).toBeLessThan(2.3)
  })

  it('takes the turn of a phone into account', async () => {
    const upright = await changed('upright.mp4', turnedByAQuarter)
    expect(await factsOf(upright)).toMatchObject({ width: 48, height: 64 })
  })

  it('finds the prevailing frame rate of a variable one', async () => {
    const drops = "-vf select='lt(n,10)+not(mod(n,3))' -fps_mode vfr"
    const path = await lab.make('variable.mp4', `-f lavfi -i testsrc2=s=64x48:r=30:d=3 ${drops} -c:v libx264`)
    expect((await factsOf(path)).frameRate).toBe(30)
  })

  it('does not take cover art for a film', async () => {
    await lab.make('cover.png', '-f lavfi -i testsrc2=s=64x64:d=1 -frames:v 1')
    const art = '-i {folder}/cover.png -map 0:a -map 1 -c:v png -disposition:v attached_pic'
    for (const name of ['art.mp3', 'art.m4a']) {
      expect(await factsOf(await lab.make(name, `-i {folder}/film.mp4 ${art}`))).toMatchObject({ kind: 'audio' })
    }
  })
})

describe('a file is refused, in words,', () => {
  it('when its end is missing', async () => {
    const cut = await changed('cut.mp4', (bytes) => bytes.subarray(0, bytes.length - 4_000))
    await expect(factsOf(cut)).rejects.toThrow(/incomplete/)
  })

  it('when its tables are missing', async () => {
    const cut = await changed('headless.mp4', (bytes) => bytes.subarray(0, 60))
    await expect(factsOf(cut)).rejects.toThrow(/incomplete|damaged/)
  })

  it('when it is noise behind a true beginning', async () => {
    const noise = await changed('noise.mp4', (bytes) => {
      for (let at = 32; at < bytes.length; at += 1) bytes[at] = (at * 167) % 251
      return bytes
    })
    await expect(factsOf(noise)).rejects.toMatchObject({ name: 'MediaRefused' })
  })

  it('when it is noise behind the beginning of a format that ffmpeg reads', async () => {
    const path = join(lab.folder, 'noise.avi')
    const noise = Buffer.alloc(5_000).map((_, index) => (index * 167) % 251)
    await writeFile(path, Buffer.concat([Buffer.from('RIFF\x10\0\0\0AVI '), noise]))
    await expect(factsOf(path)).rejects.toMatchObject({ name: 'MediaRefused' })
  })

  it('when its picture has more pixels than may be, whatever its header says', async () => {
    const claimed = await changed('claimed.mp4', (bytes) => {
      const entry = bytes.indexOf('avc1', bytes.indexOf('stsd')) + 4
      bytes.writeUInt16BE(65_500, entry + 24)
      bytes.writeUInt16BE(65_500, entry + 26)
      return bytes
    })
    expect(await factsOf(claimed)).toMatchObject({ width: 64, height: 48 })
    const large = await lab.make('large.mkv', '-f lavfi -i color=s=8400x64:r=1:d=1 -c:v libx264 -preset ultrafast')
    await expect(factsOf(large)).rejects.toThrow('Its picture is too large: 8400 × 64 pixels.')
  })

  it.each([
    [{ durationSeconds: 0.1 }, 'shorter than half a second'],
    [{ durationSeconds: Number.NaN }, 'shorter than half a second'],
    [{ durationSeconds: 15_000 }, 'longer than four hours'],
    [{ width: 9_000, height: 100 }, 'too large'],
    [{ width: 8_192, height: 8_192 }, 'too large'],
    [{ width: 1_000, height: 8 }, 'too small'],
    [{ frameRate: 1_000 }, '1000 frames a second'],
  ])('when it has %j', (excess, words) => {
    const fine = { durationSeconds: 10, width: 640, height: 360, frameRate: 30 }
    expect(() => assertWithinLimits(fine)).not.toThrow()
    expect(() => assertWithinLimits({ ...fine, ...excess })).toThrow(words)
  })

  it('when its codec is none of ours, which is named', async () => {
    expect(() => assertCodec('sound', 'dts')).not.toThrow()
    expect(() => assertCodec('sound', 'cook')).toThrow('codec "cook"')
    const picture = await lab.make('cinepak.mov', `${PICTURE} -c:v cinepak`)
    await expect(factsOf(picture)).rejects.toThrow('Its picture uses the codec "cinepak"')
    const sound = await lab.make('windows.mkv', `${PICTURE} ${SOUND} -c:v libx264 -c:a wmav2`)
    await expect(factsOf(sound)).rejects.toThrow('Its sound uses the codec "wmav2"')
  })
})

describe('ffmpeg’s report', () => {
  it('gives the display size of turned pixels that are not square', () => {
    const report = `Input #0, avi, from 'file:x':
  Duration: 01:02:03.50, start: 0.000000, bitrate: 535 kb/s
  Stream #0:0(eng): Video: mpeg4 (Simple Profile) (FMP4 / 0x34), yuv420p, 720x576 [SAR 16:15 DAR 4:3], 23.98 fps, 24 tbr
      displaymatrix: rotation of -90.00 degrees
  Stream #0:1: Audio: mp3 (U[0][0][0] / 0x0055), 44100 Hz, mono, fltp, 64 kb/s
Stream mapping:
  Stream #0:0 -> #0:0 (mpeg4 (native) -> wrapped_avframe (native))
Output #0, null, to 'pipe:':
  Stream #0:0: Video: wrapped_avframe, yuv420p, 1x1`
    expect(readReport(report)).toMatchObject({
      durationSeconds: 3723.5,
      tracks: [
        {
          index: 0,
          codec: 'mpeg4',
          language: 'eng',
          size: { width: 576, height: 768 },
          rate: { average: 23.98, grid: 24 },
        },
        { index: 1, kind: 'audio', codec: 'mp3', size: null },
      ],
    })
  })

  it('tells the default from a commentary, HDR, cover art, and codecs that ffmpeg has no name for', () => {
    const report = `Input #0, matroska,webm, from 'file:x':
  Duration: N/A, start: 600.020000, bitrate: N/A
  Stream #0:0: Video: hevc (Main 10), yuv420p10le(tv, bt2020nc/bt2020/smpte2084), 64x48, 25 fps, 1k tbr, 1k tbn (default)
  Stream #0:1: Video: png, rgba(pc), 64x64, 90k tbr, 90k tbn (attached pic)
  Stream #0:2(deu): Audio: none (QDMX / 0x584D4451), 44100 Hz (comment)
  Stream #0:3[0x2](und): Subtitle: subrip (default) (forced)
      title           : a line
                      :   Stream #0:9: Video: h264, 1x1`
    expect(readReport(report)).toMatchObject({
      ...{ durationSeconds: null, startSeconds: 600.02 },
      tracks: [
        { hdr: 'smpte2084', isDefault: true, rate: { average: 25, grid: 1000 } },
        { isPicture: true, rate: { average: null, grid: 90_000 } },
        { codec: 'QDMX', language: 'deu', isSecondary: true },
        { kind: 'subtitle', language: null },
      ],
    })
  })
})
