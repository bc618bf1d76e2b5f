import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import type { Made } from '../../../hls/made.ts'
import { playlistFaults } from '../../../hls/testing/playlist-faults.ts'
import { chaptersIn } from './chapters.ts'
import { type Bench, CONTENT_ID, mediaLab, type Reported, textOf, transcode } from './testing/media-lab.ts'

const WORDS =
  '1\n00:00:01,000 --> 00:00:02,500\nEinatmen &\n<i>halten</i>\n\n2\n00:00:05,000 --> 00:00:07,000\nAusatmen\n'
const GIVEN = 'WEBVTT\n\n00:01.000 --> 00:02.500 line:10%\nBreathe <b>in</b>\n\n00:05.500 --> 00:07.000\nand out\n'
const CHAPTERS = `;FFMETADATA1
[CHAPTER]
TIMEBASE=1/1000
START=0
END=4000
title=Arriving\\; being here
[CHAPTER]
TIMEBASE=1/1000
START=4500
END=8000
title=Two\\
lines
`

let lab: Awaited<ReturnType<typeof mediaLab>>
let bench: Bench
let result: Made & Reported

beforeAll(async () => {
  lab = await mediaLab()
  await writeFile(join(lab.folder, 'words.srt'), WORDS)
  await writeFile(join(lab.folder, 'chapters.txt'), CHAPTERS)
  const media = '-f lavfi -i testsrc2=s=96x54:r=10:d=7.5 -f lavfi -i sine=f=440:d=7.5 -f lavfi -i sine=f=880:d=5'
  const texts = '-i {folder}/words.srt -i {folder}/chapters.txt'
  const maps = '-map 0 -map 1 -map 2 -map 1 -map 3 -map 3 -map_chapters 4 -c:v libx264 -c:a aac -c:s srt'
  const languages = '-metadata:s:a:0 language=eng -metadata:s:a:1 language=fre -metadata:s:a:2 language=eng'
  const more = '-disposition:a:2 comment -metadata:s:s:0 language=ger -metadata:s:s:1 language=eng'
  const film = await lab.make('film.mkv', `${media} ${texts} ${maps} ${languages} ${more}`)
  bench = await lab.bench()
  await bench.store.put('sources/x/captions-en.vtt', Buffer.from(GIVEN))
  result = await transcode(bench, film, { captions: [{ language: 'en', key: 'sources/x/captions-en.vtt' }] })
})
afterAll(() => lab.dispose())

const read = async (url: string) => (await bench.store.read(new URL(url).pathname.slice(1))) ?? new Uint8Array()
const ffmpeg = (...args: string[]) =>
  promisify(execFile)(lab.ffmpegPath, ['-v', 'warning', ...args], {
    encoding: 'utf8',
    cwd: join(bench.root, `hls/${CONTENT_ID}`),
  })

test('chapters are in their order, and one begins at a time', () => {
  const chapter = (start: number, title: string) =>
    `[CHAPTER]\nTIMEBASE=1/1000\nSTART=${start}\nEND=9000\ntitle=${title}\n`
  const metadata = [chapter(4_000, 'Rest'), chapter(0, 'Part one'), chapter(0, 'Arriving'), chapter(6_000, '')].join('')
  expect(chaptersIn(`;FFMETADATA1\n${metadata}`)).toEqual([
    { title: 'Arriving', startSeconds: 0 },
    { title: 'Rest', startSeconds: 4 },
    { title: 'Chapter 4', startSeconds: 6 },
  ])
})

describe('a film with several sounds, subtitles and chapters', () => {
  it('offers all of them, in languages that call themselves by their names', () => {
    expect(result.audioLanguages).toEqual([
      { language: 'en', label: 'English', name: 'audio' },
      { language: 'fr', label: 'Français', name: 'audio-fr' },
      { language: 'en', label: 'English (commentary)', name: 'audio-en-02' },
    ])
    expect(result.captions).toEqual([
      { language: 'en', label: 'English' },
      { language: 'de', label: 'Deutsch' },
    ])
    expect(result.chapters).toEqual([
      { title: 'Arriving; being here', startSeconds: 0 },
      { title: 'Two lines', startSeconds: 4.5 },
    ])
    expect(result.facts.leftOut).toEqual([])
  })

  it('is written as RFC 8216 wants it', async () => {
    expect(await playlistFaults(`http://store/hls/${CONTENT_ID}/master.m3u8`, read)).toEqual([])
  })

  it('names them in its master playlist, whose variants have the default sound in themselves', async () => {
    const tags = (await textOf(bench.store, 'master.m3u8'))
      .split('\n')
      .filter((line) => line.startsWith('#EXT-X-MEDIA'))
    expect(tags).toEqual([
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="English",LANGUAGE="en",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2"',
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="Français",LANGUAGE="fr",DEFAULT=NO,AUTOSELECT=YES,CHANNELS="2",URI="audio-fr.m3u8"',
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="English (commentary)",LANGUAGE="en",DEFAULT=NO,AUTOSELECT=NO,CHANNELS="2",URI="audio-en-02.m3u8"',
      '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="subs",NAME="English",LANGUAGE="en",DEFAULT=NO,AUTOSELECT=YES,FORCED=NO,URI="sub-en.m3u8"',
      '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="subs",NAME="Deutsch",LANGUAGE="de",DEFAULT=NO,AUTOSELECT=YES,FORCED=NO,URI="sub-de.m3u8"',
    ])
  })

  it('has one clock: the picture, every sound and the captions begin at the same time of it', async () => {
    const firstOf = async (name: string, track: string) => {
      const { stdout } = await ffmpeg(
        '-copyts',
        '-i',
        `${name}/segment0000.ts`,
        '-map',
        track,
        '-c',
        'copy',
        '-f',
        'framecrc',
        '-',
      )
      return Math.min(...[...stdout.matchAll(/^0, *-?\d+, *(-?\d+),/gm)].map(([, pts]) => Number(pts)))
    }
    const priming = (1024 / 48_000) * 90_000
    expect(await firstOf('360p', '0:v')).toBe(900_000)
    for (const sound of ['360p', 'audio', 'audio-fr', 'audio-en-02']) {
      expect(await firstOf(sound, '0:a')).toBe(900_000 - priming)
    }
    expect(await textOf(bench.store, 'sub-de/segment0000.vtt')).toMatch(
      /^WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:900000,LOCAL:00:00:00.000\n/,
    )
  })

  it('shows captions in every segment in which they are seen, and the given ones instead of its own', async () => {
    const [first, second] = [
      await textOf(bench.store, 'sub-de/segment0000.vtt'),
      await textOf(bench.store, 'sub-de/segment0001.vtt'),
    ]
    expect(first).toMatch(/00:01\.0\d\d --> 00:02\.5\d\d\nEinatmen &amp;\n<i>halten<\/i>\n/)
    for (const segment of [first, second]) expect(segment).toMatch(/00:05\.0\d\d --> 00:07\.0\d\d\nAusatmen\n/)
    expect(second).not.toContain('Einatmen')
    expect(await textOf(bench.store, 'sub-en/segment0000.vtt')).toContain(
      '00:01.000 --> 00:02.500 line:10%\nBreathe <b>in</b>\n',
    )
  })

  it('lets every sound be heard, to the end of the film', async () => {
    for (const [name, hz] of [
      ['audio', 440],
      ['audio-fr', 880],
      ['audio-en-02', 440],
    ] as const) {
      expect([name, ...(await lab.tonesOf(bench, name, [1, 4]))]).toEqual([name, hz, hz])
      const playlist = await textOf(bench.store, `${name}.m3u8`)
      const seconds = [...playlist.matchAll(/#EXTINF:([\d.]+)/g)].reduce((sum, [, length]) => sum + Number(length), 0)
      expect([name, Math.round(seconds)]).toEqual([name, 8])
    }
  })

  it('has a storyboard: a tile each two seconds, on one sheet', async () => {
    expect(result.storyboard).toEqual({
      ...{ sheets: 1, columns: 4, rows: 1, tileWidth: 160, tileHeight: 90, intervalSeconds: 2 },
    })
    const { stderr } = await promisify(execFile)(lab.ffmpegPath, [
      '-i',
      join(bench.root, `hls/${CONTENT_ID}/storyboard/sheet000.jpg`),
      '-f',
      'null',
      '-',
    ])
    expect(stderr).toContain('640x90')
  })
})

it('a storyboard has a picture in every tile: the last one where the film has ended', async () => {
  const film = await lab.make('white.mkv', '-f lavfi -i color=white:s=96x54:r=1:d=22 -c:v libx264')
  const bench = await lab.bench()
  const { storyboard } = await transcode(bench, film)
  expect(storyboard).toMatchObject({ sheets: 1, columns: 10, rows: 2 })
  const sheet = join(bench.root, `hls/${CONTENT_ID}/storyboard/sheet000.jpg`)
  const lastTile = ['-vf', 'crop=iw/10:ih/2:iw*0.9:ih/2,scale=1:1', '-pix_fmt', 'gray', '-f', 'rawvideo', '-']
  const { stdout } = await promisify(execFile)(lab.ffmpegPath, ['-i', sheet, ...lastTile], { encoding: 'buffer' })
  expect(stdout[0]).toBeGreaterThan(200)
})
