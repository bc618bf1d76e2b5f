import { execFile } from 'node:child_process'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from 'mediabunny'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Made } from '../../../hls/made.ts'
import {
  type Bench,
  CONTENT_ID,
  durationsOf,
  mediaLab,
  type Reported,
  textOf,
  timesOf,
  transcode,
  turnedByAQuarter,
  urisOf,
} from './testing/media-lab.ts'

let lab: Awaited<ReturnType<typeof mediaLab>>

beforeAll(async () => {
  lab = await mediaLab()
})
afterAll(() => lab.dispose())

const CODE = '-c:v libx264 -preset ultrafast -c:a aac'
const keysOf = async ({ store }: Bench) =>
  (await store.list(`hls/${CONTENT_ID}/`)).keys.map((key) => key.slice(`hls/${CONTENT_ID}/`.length))

describe('a landscape video with sound', () => {
  let bench: Bench
  let result: Made & Reported

  beforeAll(async () => {
    const picture = '-f lavfi -i testsrc2=s=854x480:r=30000/1001:d=13'
    const film = await lab.make('landscape.mp4', `${picture} -f lavfi -i sine=d=13 ${CODE} -g 1000`)
    bench = await lab.bench()
    result = await transcode(bench, film)
  })

  it('becomes all rungs up to its own size, a sound, and pictures', async () => {
    expect(result.renditions).toMatchObject([
      { name: '360p', kind: 'video', width: 640, height: 360, frameRate: 29.97, codecs: 'avc1.64001e,mp4a.40.2' },
      { name: '480p', kind: 'video', width: 854, height: 480, frameRate: 29.97, codecs: 'avc1.64001f,mp4a.40.2' },
      { name: 'audio', kind: 'audio', width: null, height: null, codecs: 'mp4a.40.2' },
    ])
    expect(result.pictures).toEqual({
      thumbnail: `hls/${CONTENT_ID}/thumbnail.jpg`,
      poster: `hls/${CONTENT_ID}/poster.jpg`,
      waveform: null,
    })
    expect(result.durationSeconds).toBeCloseTo(13, 1)
    const folders = ['360p', '480p', 'audio']
    const segments = folders.flatMap((name) => [0, 1, 2].map((index) => `${name}/segment000${index}.ts`))
    const playlists = [...folders, 'master'].map((name) => `${name}.m3u8`)
    expect(await keysOf(bench)).toEqual(
      [...segments, ...playlists, 'poster.jpg', 'storyboard/sheet000.jpg', 'thumbnail.jpg'].sort(),
    )
  })

  it('has a master that lists the videos, lightest first, with measured rates', async () => {
    const master = await textOf(bench.store, 'master.m3u8')
    expect(urisOf(master)).toEqual(['360p.m3u8', '480p.m3u8'])
    const [rung] = result.renditions
    expect(master).toContain(
      `#EXT-X-STREAM-INF:BANDWIDTH=${rung?.bandwidth},AVERAGE-BANDWIDTH=${rung?.averageBandwidth},RESOLUTION=640x360,FRAME-RATE=29.970,CODECS="avc1.64001e,mp4a.40.2"`,
    )
    const size = (await bench.store.head(`hls/${CONTENT_ID}/360p/segment0000.ts`))?.size ?? 0
    expect(rung?.bandwidth).toBeGreaterThanOrEqual(Math.floor((size * 8) / 6.006))
    expect(rung?.bandwidth).toBeLessThan(1_100_000)
  })

  it('cuts all rungs at the same frames, each segment beginning with a keyframe', async () => {
    const cuts = async (name: string) => {
      const playlist = await textOf(bench.store, `${name}.m3u8`)
      const firsts = urisOf(playlist).map(async (uri) => {
        const bytes = (await bench.store.read(`hls/${CONTENT_ID}/${uri}`)) ?? new Uint8Array()
        using input = new Input({ formats: ALL_FORMATS, source: new BufferSource(bytes) })
        const track = await input.getPrimaryVideoTrack()
        const packet = track && (await new EncodedPacketSink(track).getFirstPacket())
        return [packet?.type, packet?.timestamp.toFixed(4)]
      })
      return { durations: durationsOf(playlist), firsts: await Promise.all(firsts) }
    }
    const light = await cuts('360p')
    expect(light.durations).toHaveLength(3)
    expect(light.durations[0]).toBeCloseTo(6.006, 3)
    expect(light.firsts.map(([type]) => type)).toEqual(['key', 'key', 'key'])
    expect(await cuts('480p')).toEqual(light)
  })

  it('is announced once, with its lightest rung alone, while that still grows', () => {
    expect(result.playable).toHaveLength(1)
    expect(result.playable[0]?.renditions).toMatchObject([{ name: '360p', bandwidth: 1_078_000 }])
    expect(result.playable[0]?.pictures).toEqual(result.pictures)
    expect(result.firstPlaylist).toContain('#EXT-X-PLAYLIST-TYPE:EVENT')
    expect(urisOf(result.firstPlaylist)[0]).toBe('360p/segment0000.ts')
    expect(durationsOf(result.firstPlaylist)[0]).toBeCloseTo(6.006, 3)
  })

  it('may be played on when the ladder takes the place of the head', async () => {
    const replaced = (await bench.store.read(`hls/${CONTENT_ID}/360p/segment0000.ts`)) ?? new Uint8Array()
    expect(parameterSetsOf(result.firstSegment)).toEqual(parameterSetsOf(replaced))
    expect(await timesOf(result.firstSegment)).toEqual(await timesOf(replaced))
  })

  it('tells its progress, which never falls and ends at one', () => {
    expect(result.fractions.length).toBeGreaterThan(5)
    expect(result.fractions).toEqual([...result.fractions].sort((a, b) => a - b))
    expect(result.fractions.at(-1)).toBe(1)
  })

  it('is read by a foreign player from its master, every frame in its place', async () => {
    const master = join(bench.root, `hls/${CONTENT_ID}/master.m3u8`)
    for (const [index] of ['360p', '480p'].entries()) {
      const args = ['-v', 'warning', '-i', master, '-map', `0:v:${index}`, '-c', 'copy', '-f', 'framecrc', '-']
      const { stdout, stderr } = await promisify(execFile)(lab.ffmpegPath, args)
      expect(stderr).toBe('')
      const times = [...stdout.matchAll(/^0, *-?\d+, *(\d+)/gm)].map(([, pts]) => Number(pts)).sort((a, b) => a - b)
      const steps = times.slice(1).map((time, at) => time - (times[at] ?? 0))
      expect(times).toHaveLength(390)
      expect(new Set(steps)).toEqual(new Set([3003]))
    }
  })

  it('leaves nothing in the work folder', async () => {
    expect(await readdir(bench.workDir)).toEqual([])
  })
})

describe('a video', () => {
  async function made(name: string, command: string) {
    const bench = await lab.bench()
    return { bench, result: await transcode(bench, await lab.make(name, command)) }
  }

  it('of 1080p has four rungs, whose segments fit each other', async () => {
    const { bench, result } = await made('hd.mp4', `-f lavfi -i testsrc2=s=1920x1080:r=10:d=1 ${CODE}`)
    expect(result.renditions.map(({ name }) => name)).toEqual(['360p', '480p', '720p', '1080p'])
    const durations = ['360p', '480p', '720p', '1080p'].map(async (name) =>
      durationsOf(await textOf(bench.store, `${name}.m3u8`)),
    )
    expect(await Promise.all(durations)).toEqual([[1], [1], [1], [1]])
  })

  it('of a phone held upright is turned, and measured on its short side', async () => {
    const bench = await lab.bench()
    const halves = '-f lavfi -i color=red:s=854x480:r=10:d=1 -vf drawbox=x=427:w=427:h=480:c=lime:t=fill'
    const file = await lab.make('upright.mp4', `${halves} ${CODE}`)
    await writeFile(file, turnedByAQuarter(await readFile(file)))
    const { renditions } = await transcode(bench, file)
    expect(renditions).toMatchObject([
      { name: '360p', width: 360, height: 640 },
      { name: '480p', width: 480, height: 854 },
    ])
    const segment = join(bench.root, `hls/${CONTENT_ID}/480p/segment0000.ts`)
    for (const picture of [segment, join(bench.root, `hls/${CONTENT_ID}/poster.jpg`)]) {
      const [red, green] = await colourOf(picture, 'crop=iw:ih/2:0:0')
      expect(red).toBeGreaterThan(200)
      expect(green).toBeLessThan(50)
    }
  })

  it('of odd size, in ten bits of colour, becomes one that every player shows', async () => {
    const { result } = await made(
      'odd.mkv',
      `-f lavfi -i testsrc2=s=360x242:r=10:d=1 -vf crop=359:241:exact=1,format=yuv444p10le ${CODE}`,
    )
    expect(result.facts).toMatchObject({ width: 359, height: 241 })
    expect(result.renditions).toMatchObject([{ width: 358, height: 240, codecs: expect.stringMatching(/^avc1\.6400/) }])
  })

  it('of variable frame rate gets a constant one, at its true speed', async () => {
    const drops = "-vf select='lt(n,30)+not(mod(n,3))' -fps_mode vfr"
    const { bench, result } = await made('variable.mp4', `-f lavfi -i testsrc2=s=160x90:r=30:d=3 ${drops} ${CODE}`)
    expect(result.durationSeconds).toBeCloseTo(3, 0)
    const bytes = (await bench.store.read(`hls/${CONTENT_ID}/360p/segment0000.ts`)) ?? new Uint8Array()
    using input = new Input({ formats: ALL_FORMATS, source: new BufferSource(bytes) })
    const track = await input.getPrimaryVideoTrack()
    expect(await track?.computeFrameRateMetrics()).toMatchObject({ frameRateIsConstant: true, bestGuessFrameRate: 30 })
  })

  it('whose sound goes on after its only picture keeps that', async () => {
    const { bench, result } = await made(
      'still.mp4',
      `-f lavfi -i testsrc2=s=160x90:r=1:d=1 -f lavfi -i sine=d=14 ${CODE}`,
    )
    expect(result.durationSeconds).toBeCloseTo(14, 0)
    expect(durationsOf(await textOf(bench.store, '360p.m3u8'))).toHaveLength(3)
  })

  it('whose picture goes on after the sound keeps quiet', async () => {
    const { bench } = await made(
      'short-sound.mp4',
      `-f lavfi -i testsrc2=s=160x90:r=10:d=8 -f lavfi -i sine=d=2 ${CODE}`,
    )
    const sound = durationsOf(await textOf(bench.store, 'audio.m3u8'))
    expect(sound.reduce((sum, seconds) => sum + seconds)).toBeCloseTo(8, 0)
  })

  it('with a cover has its pictures from that', async () => {
    const bench = await lab.bench()
    const cover = await lab.make('cover.png', '-f lavfi -i color=red:s=400x200:d=1 -frames:v 1')
    const film = await lab.make('green.mp4', `-f lavfi -i color=green:s=160x90:r=10:d=1 ${CODE}`)
    await transcode(bench, film, { cover })
    const poster = join(bench.root, `hls/${CONTENT_ID}/poster.jpg`)
    const [red, green] = await colourOf(poster)
    expect(red).toBeGreaterThan(200)
    expect(green).toBeLessThan(50)
  })
})

describe('a sound', () => {
  it('becomes HLS that plays while it grows, a waveform, and pictures made of it', async () => {
    const bench = await lab.bench()
    const result = await transcode(bench, await lab.make('sound.wav', '-f lavfi -i sine=f=220:d=20'))
    expect(result.facts).toMatchObject({ kind: 'audio', container: 'wav' })
    expect(result.renditions).toMatchObject([{ name: 'audio', kind: 'audio', width: null, codecs: 'mp4a.40.2' }])
    expect(result.pictures).toEqual({
      thumbnail: `hls/${CONTENT_ID}/thumbnail.jpg`,
      poster: `hls/${CONTENT_ID}/poster.jpg`,
      waveform: `hls/${CONTENT_ID}/waveform.png`,
    })
    expect(result.playable).toHaveLength(1)
    expect(result.playable[0]?.pictures).toEqual({ thumbnail: null, poster: null, waveform: null })
    expect(result.firstPlaylist).toContain('#EXT-X-PLAYLIST-TYPE:EVENT')
    expect(urisOf(await textOf(bench.store, 'master.m3u8'))).toEqual(['audio.m3u8'])
    expect(durationsOf(await textOf(bench.store, 'audio.m3u8'))).toHaveLength(4)
    expect(result.fractions.at(-1)).toBe(1)
  })

  it('with cover art is no video; with a designed cover it is announced with its pictures', async () => {
    const bench = await lab.bench()
    const cover = await lab.make('art.png', '-f lavfi -i color=red:s=64x64:d=1 -frames:v 1')
    const art = '-i {folder}/art.png -map 0 -map 1 -c:v png -disposition:v attached_pic'
    const result = await transcode(bench, await lab.make('art.mp3', `-f lavfi -i sine=d=2 ${art}`), { cover })
    expect(result.facts.kind).toBe('audio')
    expect(result.playable[0]?.pictures.poster).toBe(`hls/${CONTENT_ID}/poster.jpg`)
    expect(result.pictures.waveform).toBe(`hls/${CONTENT_ID}/waveform.png`)
  })
})

/** What decoders are set up with: they are not set up again between segments of one rendition. */
function parameterSetsOf(segment: Uint8Array): string[] {
  const bytes = Buffer.from(segment)
  return ['00000167', '00000168'].map((start) => {
    const at = bytes.indexOf(Buffer.from(start, 'hex'))
    return bytes.toString('hex', at, bytes.indexOf(Buffer.from('000001', 'hex'), at + 4))
  })
}

/** The mean colour of a picture, or of a part of it. */
async function colourOf(path: string, part = 'null'): Promise<[red: number, green: number]> {
  const toPixel = ['-frames:v', '1', '-vf', `${part},scale=1:1:flags=area`, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-']
  const { stdout } = await promisify(execFile)(lab.ffmpegPath, ['-v', 'error', '-i', path, ...toPixel], {
    encoding: 'buffer',
  })
  return [stdout[0] ?? 0, stdout[1] ?? 0]
}
