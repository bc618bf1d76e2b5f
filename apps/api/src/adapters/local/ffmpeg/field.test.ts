import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inspectSource } from './inspect.ts'
import { type Bench, CONTENT_ID, durationsOf, mediaLab, textOf, transcode } from './testing/media-lab.ts'

/** What people really have: made by recorders, broadcasts and other people's programs. */

const PICTURE = '-f lavfi -i testsrc2=s=64x48:r=25:d=2'
const SOUND = '-f lavfi -i sine=f=440:r=16000:d=2'
const CODE = '-c:v libx264 -preset ultrafast -c:a aac'

let lab: Awaited<ReturnType<typeof mediaLab>>

beforeAll(async () => {
  lab = await mediaLab()
})
afterAll(() => lab.dispose())

async function joined(name: string, ...parts: (string | Uint8Array)[]): Promise<string> {
  const path = join(lab.folder, name)
  const bytes = parts.map(async (part) => (typeof part === 'string' ? await readFile(part) : part))
  await writeFile(path, Buffer.concat(await Promise.all(bytes)))
  return path
}

const factsOf = async (path: string) => (await inspectSource(lab.ffmpegPath, path, new AbortController().signal)).facts

async function made(file: string) {
  const bench = await lab.bench()
  return { bench, result: await transcode(bench, file) }
}

const lengthIn = async (bench: Bench, name: string) =>
  durationsOf(await textOf(bench.store, `${name}.m3u8`)).reduce((sum, seconds) => sum + seconds, 0)

describe('what other probers call damaged is taken', () => {
  it.each([
    ['flac.ogg', `${SOUND} -c:a flac`, { container: 'ogg', audioCodec: 'flac' }],
    ['rate.flac', '-f lavfi -i sine=r=44000:d=2', { container: 'flac' }],
    ['adpcm.wav', `${SOUND} -c:a adpcm_ms`, { container: 'wav', audioCodec: 'adpcm_ms' }],
    ['mp3.wav', `${SOUND} -c:a libmp3lame`, { container: 'wav', audioCodec: 'mp3' }],
    ['old.mov', `${PICTURE} ${SOUND} -c:v svq1 -c:a adpcm_ima_qt`, { videoCodec: 'svq1', audioCodec: 'adpcm_ima_qt' }],
    ['theora.ogv', `${PICTURE} ${SOUND} -c:v libtheora -c:a libvorbis`, { kind: 'video', videoCodec: 'theora' }],
    ['clock.mp4', `${PICTURE} -c:v libx264 -video_track_timescale 1000`, { frameRate: 25 }],
    ['live.webm', `${PICTURE} -c:v libvpx -f webm -live 1`, { frameRate: 25 }],
  ])('%s', async (name, command, facts) => {
    const found = await factsOf(await lab.make(name, command))
    expect(found).toMatchObject(facts)
    expect(found.durationSeconds).toBeCloseTo(2, 0)
  })

  it('sizes of zero in a WAV, as a pipe leaves them', async () => {
    const wav = await readFile(await lab.make('whole.wav', SOUND))
    wav.writeUInt32LE(0, 4)
    wav.writeUInt32LE(0, wav.indexOf('data') + 4)
    expect((await factsOf(await joined('pipe.wav', wav))).durationSeconds).toBeCloseTo(2, 1)
  })

  it('an MP3 or AAC behind zeros or from the middle of a frame, a transport stream from the middle of a packet', async () => {
    const mp3 = await readFile(await lab.make('whole.mp3', `${SOUND} -write_xing 0 -id3v2_version 0`))
    const aac = await readFile(await lab.make('whole.aac', SOUND))
    const ts = await readFile(await lab.make('whole.ts', `${PICTURE} ${SOUND} ${CODE}`))
    expect(await factsOf(await joined('zeros.mp3', Buffer.alloc(70_000), mp3))).toMatchObject({ container: 'mp3' })
    expect(await factsOf(await joined('middle.mp3', mp3.subarray(150)))).toMatchObject({ container: 'mp3' })
    expect(await factsOf(await joined('middle.aac', aac.subarray(150)))).toMatchObject({ container: 'aac' })
    expect(await factsOf(await joined('middle.ts', ts.subarray(100)))).toMatchObject({ kind: 'video', width: 64 })
  })

  it('what cannot be decoded is refused within moments', async () => {
    const flac = await readFile(await lab.make('whole.flac', SOUND))
    const webm = await readFile(await lab.make('whole.webm', `${PICTURE} -c:v libvpx`))
    for (const file of [
      await joined('hang.flac', flac.subarray(0, 100)),
      await joined('hang.webm', webm.subarray(0, 120)),
    ]) {
      await expect(factsOf(file)).rejects.toHaveProperty('name', 'MediaRefused')
    }
  })
})

describe('lengths are of what plays', () => {
  it.each([
    ['ten minutes into a broadcast', 'late.mkv', '-output_ts_offset 600'],
    ['five hours into a radio stream', 'radio.ts', '-vn -output_ts_offset 18000'],
    ['a fragment from the middle', 'fragment.mp4', '-movflags frag_keyframe+empty_moov -output_ts_offset 600'],
  ])('%s', async (_, name, options) => {
    const { durationSeconds } = await factsOf(await lab.make(name, `${PICTURE} ${SOUND} ${CODE} ${options}`))
    expect(durationSeconds).toBeCloseTo(2, 0)
  })

  it('of the picture and its sound, although a further language and subtitles go on', async () => {
    await writeFile(join(lab.folder, 'late.srt'), '1\n00:00:01,000 --> 00:00:05,000\nStay\n')
    const long = await lab.make(
      'outlasted.mkv',
      `${PICTURE} ${SOUND} -f lavfi -i sine=f=880:d=6 -i {folder}/late.srt -map 0 -map 1 -map 2 -map 3 ${CODE} -c:s srt`,
    )
    expect((await factsOf(long)).durationSeconds).toBeCloseTo(2, 0)
    const { bench, result } = await made(long)
    expect([result.audioLanguages.length, result.captions.length]).toEqual([2, 1])
    expect(await lengthIn(bench, 'audio-und-02')).toBeCloseTo(2, 0)
    const cut = await joined('outlasted-cut.mkv', (await readFile(long)).subarray(0, -8_000))
    await expect(factsOf(cut)).rejects.toThrow(/breaks off after \d of 6 seconds/)
  })

  it('of what is chosen, although a second picture, which nobody will see, goes on', async () => {
    const second = '-f lavfi -i testsrc2=s=32x32:r=5:d=9'
    const long = await lab.make('angles.mkv', `${PICTURE} ${SOUND} ${second} -map 0 -map 1 -map 2 ${CODE}`)
    expect((await factsOf(long)).durationSeconds).toBeCloseTo(2, 0)
    const cut = await joined('angles-cut.mkv', (await readFile(long)).subarray(0, -20_000))
    await expect(factsOf(cut)).rejects.toThrow(/breaks off after \d of 9 seconds/)
  })

  it('of what an edit list leaves', async () => {
    await lab.make('uncut.mp4', `${PICTURE} ${SOUND} ${CODE} -g 100`)
    const file = await lab.make('cut.mp4', '-ss 1 -i {folder}/uncut.mp4 -c copy')
    expect((await factsOf(file)).durationSeconds).toBeCloseTo(1, 0)
    const { bench } = await made(file)
    expect(await lengthIn(bench, '360p')).toBeCloseTo(1, 0)
  })

  it('of a long file by its two ends alone', async () => {
    const slow = '-f lavfi -i testsrc2=s=16x16:r=2:d=90 -f lavfi -i sine=r=8000:d=80'
    const file = await lab.make('long.mp4', `${slow} ${CODE} -movflags faststart`)
    expect((await factsOf(file)).durationSeconds).toBeCloseTo(90, 0)
    const cut = (await readFile(file)).subarray(0, -60_000)
    await expect(factsOf(await joined('long-cut.mp4', cut))).rejects.toThrow(/breaks off after \d+ of 90 seconds/)
  })
})

describe('a change in the middle', () => {
  it('of size, rate and channels leaves no gap and stretches nothing', async () => {
    const part = (size: string, hz: number, sound: string) =>
      `-f lavfi -i color=white:s=${size}:r=10:d=3 -f lavfi -i sine=f=${hz}:d=3 ${CODE} ${sound} -f mpegts`
    const first = await lab.make('first.ts', part('160x90', 440, '-ar 48000 -ac 2'))
    const second = await lab.make('second.ts', `${part('96x96', 880, '-ar 32000 -ac 1')} -output_ts_offset 3`)
    const { bench } = await made(await joined('changing.ts', first, second))
    const tones = await lab.tonesOf(bench, 'audio', [1, 2.5, 3.5, 5.5])
    expect(tones).toEqual([440, 440, 880, 880])
    // A square picture in a wide frame has black at its sides.
    const late = await columnsOf(lab.ffmpegPath, bench, 5)
    expect(late[0]).toBeLessThan(40)
    expect(late[80]).toBeGreaterThan(200)
    expect((await columnsOf(lab.ffmpegPath, bench, 1))[0]).toBeGreaterThan(200)
  })

  it('of channels is heard in time even where the sound begins late', async () => {
    const mp3 = (name: string, hz: number, channels: number) =>
      lab.make(name, `-f lavfi -i sine=f=${hz}:d=2 -ac ${channels} -write_xing 0 -id3v2_version 0`)
    await joined('both.mp3', await mp3('stereo.mp3', 440, 2), await mp3('mono.mp3', 880, 1))
    const delayed = `-f lavfi -i color=white:s=64x48:r=10:d=5 -itsoffset 1 -i {folder}/both.mp3 -c:v libx264 -c:a copy`
    const { bench } = await made(await lab.make('delayed.mkv', delayed))
    expect(await lab.tonesOf(bench, 'audio', [0.3, 2, 4])).toEqual([0, 440, 880])
  })
})

describe('a change in the middle of a sound without a picture', () => {
  const part = (name: string, hz: number, sound: string) =>
    lab.make(name, `-f lavfi -i sine=f=${hz}:d=3 -af volume=${hz === 440 ? 4 : 0.2} ${sound}`)
  const BARE_MP3 = '-write_xing 0 -id3v2_version 0'

  it.each([
    ['of channels in an MP3', 'channels.mp3', `-ac 2 -ar 44100 ${BARE_MP3}`, `-ac 1 -ar 44100 ${BARE_MP3}`],
    ['of rate and channels in an MP3', 'rates.mp3', `-ac 2 -ar 44100 ${BARE_MP3}`, `-ac 1 -ar 22050 ${BARE_MP3}`],
    ['of channels in AAC', 'channels.aac', '-ac 2 -ar 44100', '-ac 1 -ar 44100'],
  ])('%s is heard, and seen in the waveform', async (_, name, before, after) => {
    const { bench, result } = await made(
      await joined(name, await part(`1-${name}`, 440, before), await part(`2-${name}`, 880, after)),
    )
    expect(await lab.tonesOf(bench, 'audio', [0.2, 1, 2.5, 3.5, 5.5])).toEqual([440, 440, 440, 880, 880])
    expect(result.durationSeconds).toBeCloseTo(6, 0)
    const waveform = join(bench.root, `hls/${CONTENT_ID}/waveform.png`)
    const [loud = 0, quiet = 0] = await pixelsOf(
      lab.ffmpegPath,
      waveform,
      ['-vf', 'alphaextract,scale=2:1:flags=area'],
      'gray',
    )
    expect(loud).toBeGreaterThan(2 * quiet)
    expect(quiet).toBeGreaterThan(0)
  })
})

describe('a sound that outlasts the picture', () => {
  it.each([
    ['of three seconds', 'short.ts', 'r=25:d=3'],
    ['of a single frame', 'single.mkv', 'r=25:d=0.04'],
    ['of a single frame that lasts no time', 'single.mp4', 'r=60:d=0.016'],
  ])('%s is heard to its end, over the last picture, in segments as everywhere', async (_, name, timing) => {
    const file = await lab.make(name, `-f lavfi -i testsrc2=s=64x48:${timing} -f lavfi -i sine=r=8000:d=13 ${CODE}`)
    const { bench, result } = await made(file)
    expect(result.durationSeconds).toBeCloseTo(13, 0)
    expect(result.pictures.poster).not.toBeNull()
    for (const rendition of ['360p', 'audio']) {
      const durations = durationsOf(await textOf(bench.store, `${rendition}.m3u8`))
      expect(durations.slice(0, 2).map(Math.round)).toEqual([6, 6])
    }
  })
})

describe('what a track says of itself counts', () => {
  it('the default sound is heard, and a commentary beside it', async () => {
    const tones = '-f lavfi -i sine=f=300:d=2 -f lavfi -i sine=f=900:d=2'
    const maps = '-map 0 -map 1 -map 2 -disposition:a:0 comment -disposition:a:1 default'
    const { bench, result } = await made(await lab.make('two.mkv', `${PICTURE} ${tones} ${maps} ${CODE}`))
    expect(await lab.tonesOf(bench, 'audio', [1])).toEqual([900])
    expect(await lab.tonesOf(bench, 'audio-und-02', [1])).toEqual([300])
    expect(result.audioLanguages).toEqual([
      { language: 'und', label: 'Unknown language', name: 'audio' },
      { language: 'und', label: 'Commentary', name: 'audio-und-02' },
    ])
    expect(result.facts.leftOut).toEqual([])
  })

  it('the shape of its pixels in the H.264 stream', async () => {
    const file = await lab.make('shaped.ts', '-f lavfi -i testsrc2=s=72x58:r=25:d=1 -vf setsar=64/45 -c:v libx264')
    expect(await factsOf(file)).toMatchObject({ width: 102, height: 58 })
  })

  it('interlaced frames get whole', async () => {
    const moving = '-f lavfi -i testsrc2=s=320x240:r=50:d=1 -vf tinterlace=4,setfield=tff -flags +ilme+ildct'
    const { bench } = await made(await lab.make('fields.ts', `${moving} -c:v mpeg2video -q:v 2`))
    const video = join(bench.root, `hls/${CONTENT_ID}/360p/segment0000.ts`)
    const { stderr } = await promisify(execFile)(lab.ffmpegPath, ['-i', video, '-vf', 'idet', '-f', 'null', '-'])
    const [combed, whole] = [/Multi frame.*TFF: *(\d+)/g, /Multi frame.*Progressive: *(\d+)/g].map((pattern) =>
      Math.max(...[...stderr.matchAll(pattern)].map(([, frames]) => Number(frames))),
    )
    expect(whole).toBeGreaterThan(3 * Number(combed))
  })

  it.each([
    ['PQ', 'smpte2084', false],
    ['HLG', 'arib-std-b67', false],
    ['PQ by an ffmpeg without zscale', 'smpte2084', true],
    ['HLG by an ffmpeg without zscale', 'arib-std-b67', true],
  ])('HDR becomes what ordinary screens show, in the film and its pictures: %s', async (name, transfer, isPoor) => {
    const to = `zscale=tin=bt709:min=bt709:pin=bt709:t=${transfer}:m=bt2020nc:p=bt2020:npl=203,format=yuv420p10le`
    const tags = `-color_trc ${transfer} -colorspace bt2020nc -color_primaries bt2020`
    const film = `-f lavfi -i color=red:s=64x48:r=10:d=1 -vf ${to} -c:v libx265 -x265-params log-level=none ${tags}`
    const file = await lab.make(`${name.replaceAll(' ', '-')}.mp4`, film)
    const bench = { ...(await lab.bench()), ...(isPoor && { ffmpegPath: await poorFfmpeg() }) }
    const { facts } = await transcode(bench, file)
    expect(facts.leftOut.join()).toMatch(isPoor ? /^Its HDR is only roughly .* no zscale/ : /^$/)
    const folder = join(bench.root, `hls/${CONTENT_ID}`)
    for (const picture of ['360p/segment0000.ts', 'poster.jpg']) {
      const [red = 0, green = 0] = await pixelsOf(lab.ffmpegPath, join(folder, picture), ['-vf', 'scale=1:1'])
      expect([picture, red > 150, green < (isPoor ? 130 : 70)]).toEqual([picture, true, true])
    }
    const report = ['-i', join(folder, '360p/segment0000.ts'), '-f', 'null', '-']
    const { stderr } = await promisify(execFile)(lab.ffmpegPath, report)
    expect(stderr).not.toMatch(/smpte2084|arib-std-b67|bt2020/)
    expect(stderr).toContain('bt709')
  })
})

/** As Debian's and npm's are not: built without libzimg. */
async function poorFfmpeg(): Promise<string> {
  const path = join(lab.folder, 'poor-ffmpeg')
  const script = `#!/bin/sh\ncase "$*" in *zscale*) exit 8 ;; *-filters) exit 0 ;; esac\nexec '${lab.ffmpegPath}' "$@"\n`
  await writeFile(path, script, { mode: 0o755 })
  return path
}

async function columnsOf(ffmpegPath: string, { root }: Bench, seconds: number): Promise<number[]> {
  const at = ['-ss', String(seconds), '-vf', 'scale=160:1:flags=area,format=gray']
  const bytes = await pixelsOf(ffmpegPath, join(root, `hls/${CONTENT_ID}/360p.m3u8`), at, 'gray')
  return [...bytes]
}

async function pixelsOf(ffmpegPath: string, path: string, options: string[], format = 'rgb24'): Promise<Uint8Array> {
  const args = ['-v', 'fatal', '-i', path, ...options, '-frames:v', '1', '-f', 'rawvideo', '-pix_fmt', format, '-']
  return (await promisify(execFile)(ffmpegPath, args, { encoding: 'buffer' })).stdout
}
