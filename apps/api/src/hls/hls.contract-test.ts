import type { ObjectStore } from '@better-and-bliss/object-store'
import { mediaKey, PICTURE_FILES, storyboardFile } from '@better-and-bliss/stream-token'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TranscodeEvent, TranscodeJob, TranscodeResult, Transcoder } from '../ports/transcoder.ts'
import { problemsOfHls } from './testing/strict-hls.ts'
import { ORIGIN_SECONDS } from './timeline.ts'

interface Opened extends AsyncDisposable {
  transcoder: Transcoder
  store: ObjectStore
  /** Makes a file with the arguments of ffmpeg. @returns its path. */
  make(name: string, command: string): Promise<string>
}

const CODE = '-c:v libx264 -preset ultrafast -c:a aac'
/** What members get of a file is the same, whatever made it. */
export function hlsContract(name: string, open: () => Promise<Opened>): void {
  describe(`what ${name} makes`, () => {
    let opened: Opened
    beforeAll(async () => {
      opened = await open()
    })
    afterAll(() => opened[Symbol.asyncDispose]())

    async function made(
      file: string,
      command: string,
      { coverCommand, words, added = [] }: { coverCommand?: string; words?: string; added?: Added[] } = {},
    ) {
      const { store, make, transcoder } = opened
      const contentId = crypto.randomUUID()
      const [sourceKey, coverKey] = [`sources/${contentId}/original`, `sources/${contentId}/cover`]
      await store.putFile(sourceKey, await make(file, command))
      if (coverCommand) await store.putFile(coverKey, await make(`cover-of-${file}.png`, coverCommand))
      const idempotencyKey = crypto.randomUUID()
      const job = {
        mediaJobId: 'job',
        idempotencyKey,
        outputId: contentId,
        sourceKey,
        pictureKey: coverCommand ? coverKey : null,
      }
      const captionsKey = `sources/${contentId}/captions-en.vtt`
      if (words) await store.put(captionsKey, Buffer.from(words))
      const captions = words ? [{ language: 'en', key: captionsKey }] : []
      const sounds: TranscodeJob['sounds'] = []
      for (const [index, { language, label, command: sound }] of added.entries()) {
        const key = `sources/${contentId}/sound-${index}.wav`
        await store.putFile(key, await make(`sound-${index}-of-${file}.wav`, sound))
        sounds.push({ language, label, key })
      }
      const result = await resultOf(transcoder, { ...job, captions, sounds })
      expect(await problemsOfHls(store, contentId)).toEqual([])
      return { contentId, result }
    }

    /** How long the segments of playlists are, in whole seconds. */
    async function lengthsIn(contentId: string, names: string[]): Promise<number[][]> {
      const playlists = names.map((name) => opened.store.read(mediaKey(contentId, `${name}.m3u8`)))
      return (await Promise.all(playlists)).map((bytes) => {
        const lines = Buffer.from(bytes ?? [])
          .toString()
          .matchAll(/#EXTINF:([\d.]+)/g)
        return [...lines].map(([, seconds]) => Math.round(Number(seconds)))
      })
    }

    it('of a film are the rungs up to its size, cut alike, its sound and its pictures', async () => {
      const film = `-f lavfi -i testsrc2=s=854x480:r=10:d=7 -f lavfi -i sine=d=7 ${CODE} -g 1000`
      const { contentId, result } = await made('film.mp4', film)
      const codecs = expect.stringMatching(/^avc1\.6400..,mp4a\.40\.2$/)
      expect(result.renditions).toMatchObject([
        { name: '360p', kind: 'video', width: 640, height: 360, frameRate: 10, codecs },
        { name: '480p', kind: 'video', width: 854, height: 480, frameRate: 10, codecs },
        { name: 'audio', kind: 'audio', width: null, height: null, frameRate: null, codecs: 'mp4a.40.2' },
      ])
      expect(result.durationSeconds).toBeCloseTo(7, 0)
      expect(result.masterKey).toBe(mediaKey(contentId, 'master.m3u8'))
      const { thumbnail, poster, waveform } = result.pictures
      expect([thumbnail, poster, waveform]).toEqual([
        mediaKey(contentId, PICTURE_FILES.thumbnail),
        mediaKey(contentId, PICTURE_FILES.poster),
        null,
      ])
      expect([await widthOf(thumbnail), await widthOf(poster)]).toEqual([640, 1280])
    })

    it('of a small film without sound is one rung of its size, and no sound', async () => {
      const film = `-f lavfi -i testsrc2=s=160x90:r=10:d=1 ${CODE}`
      const cover = '-f lavfi -i color=red:s=400x200:d=1 -frames:v 1'
      const { contentId, result } = await made('silent.mp4', film, { coverCommand: cover })
      expect(result.renditions).toMatchObject([
        { name: '360p', width: 160, height: 90, codecs: expect.not.stringContaining('mp4a') },
      ])
      expect(result.pictures.poster).toBe(mediaKey(contentId, PICTURE_FILES.poster))
      expect(await widthOf(result.pictures.poster)).toBe(1280)
    })

    it('of a film in two languages offers both and its captions, by one clock', async () => {
      const media = '-f lavfi -i testsrc2=s=96x54:r=10:d=3 -f lavfi -i sine=f=440:d=3 -f lavfi -i sine=f=880:d=3'
      const languages =
        '-metadata:s:a:0 language=fre -metadata:s:a:1 language=eng -disposition:a:0 0 -disposition:a:1 default'
      const film = `${media} -map 0 -map 1 -map 2 ${CODE} ${languages}`
      const { contentId, result } = await made('languages.mkv', film, {
        words: 'WEBVTT\n\n00:01.000 --> 00:02.000\nBreathe\n',
      })
      expect(result).toMatchObject({
        audioLanguages: [
          { language: 'en', label: 'English', name: 'audio' },
          { language: 'fr', label: 'Français', name: 'audio-fr' },
        ],
        captions: [{ language: 'en', label: 'English' }],
        storyboard: { sheets: 1, columns: 2, rows: 1, tileWidth: 160, tileHeight: 90, intervalSeconds: 2 },
      })
      const { store } = opened
      const textOf = async (file: string) => Buffer.from((await store.read(mediaKey(contentId, file))) ?? []).toString()
      for (const { name } of result.audioLanguages) expect(await textOf(`${name}.m3u8`)).toMatch(/#EXTINF/)
      expect(await textOf('master.m3u8')).toMatch(/URI="audio-fr.m3u8"(.*\n)*.*URI="sub-en.m3u8"/)
      expect(await store.head(mediaKey(contentId, storyboardFile(0)))).not.toBeNull()
      const [, first = ''] = /\n([^#\n]+\.ts)\n/.exec(await textOf('360p.m3u8')) ?? []
      expect(firstTimeIn((await store.read(mediaKey(contentId, first))) ?? new Uint8Array())).toBe(ORIGIN_SECONDS)
    })

    it('of a film to which sounds were added offers those of its length, in the place of its own in their languages', async () => {
      const media = '-f lavfi -i testsrc2=s=96x54:r=10:d=7 -f lavfi -i sine=f=440:d=7 -f lavfi -i sine=f=880:d=7'
      const languages = '-metadata:s:a:0 language=eng -metadata:s:a:1 language=fre'
      const added = [
        { language: 'fr', label: null, command: '-f lavfi -i sine=f=220:d=8' },
        { language: 'en', label: 'Music only', command: '-f lavfi -i sine=f=660:d=6' },
        { language: 'de', label: null, command: '-f lavfi -i sine=f=110:d=1' },
      ]
      const { contentId, result } = await made('added.mkv', `${media} -map 0 -map 1 -map 2 ${CODE} ${languages}`, {
        added,
      })
      expect(result.audioLanguages).toEqual([
        { language: 'en', label: 'English', name: 'audio' },
        { language: 'fr', label: 'Français', name: 'audio-fr' },
        { language: 'en', label: 'Music only', name: 'audio-en-02' },
      ])
      expect(await lengthsIn(contentId, ['audio', 'audio-fr', 'audio-en-02'])).toEqual([
        [6, 1],
        [6, 1],
        [6, 1],
      ])
    })

    it('of a film without sound plays one that was added', async () => {
      const { contentId, result } = await made('mute.mp4', `-f lavfi -i testsrc2=s=160x90:r=10:d=2 ${CODE}`, {
        added: [{ language: 'fr', label: null, command: '-f lavfi -i sine=f=220:d=2' }],
      })
      expect(result.audioLanguages).toEqual([{ language: 'fr', label: 'Français', name: 'audio-fr' }])
      const master = await opened.store.read(mediaKey(contentId, 'master.m3u8'))
      expect(Buffer.from(master ?? []).toString()).toMatch(
        /TYPE=AUDIO,.*DEFAULT=YES,.*URI="audio-fr.m3u8"(.*\n)*.*CODECS="avc1.*,mp4a.40.2",AUDIO="sound"/,
      )
    })

    it('of a film whose picture ends first, and its second language before, lasts as long in all of them', async () => {
      const media = '-f lavfi -i testsrc2=s=96x54:r=10:d=2 -f lavfi -i sine=f=440:d=7 -f lavfi -i sine=f=880:d=3'
      const languages = '-metadata:s:a:0 language=eng -metadata:s:a:1 language=fre'
      const film = `${media} -map 0 -map 1 -map 2 ${CODE} ${languages}`
      const { contentId, result } = await made('lengths.mkv', film)
      expect(result.durationSeconds).toBeCloseTo(7, 0)
      expect(await lengthsIn(contentId, ['360p', 'audio', 'audio-fr'])).toEqual([
        [6, 1],
        [6, 1],
        [6, 1],
      ])
    })

    it('of a film whose second language outlasts it ends with the film', async () => {
      const media = '-f lavfi -i testsrc2=s=96x54:r=10:d=3 -f lavfi -i sine=f=440:d=3 -f lavfi -i sine=f=880:d=9'
      const languages = '-metadata:s:a:0 language=eng -metadata:s:a:1 language=fre'
      const { contentId, result } = await made('outlasted.mkv', `${media} -map 0 -map 1 -map 2 ${CODE} ${languages}`)
      expect(result.durationSeconds).toBeCloseTo(3, 0)
      expect(await lengthsIn(contentId, ['360p', 'audio', 'audio-fr'])).toEqual([[3], [3], [3]])
    })

    it('of a sound is that sound, with a waveform', async () => {
      const { contentId, result } = await made('sound.wav', '-f lavfi -i sine=f=220:d=2')
      expect(result.renditions).toMatchObject([{ name: 'audio', kind: 'audio', codecs: 'mp4a.40.2' }])
      expect(result.pictures).toEqual({
        thumbnail: mediaKey(contentId, PICTURE_FILES.thumbnail),
        poster: mediaKey(contentId, PICTURE_FILES.poster),
        waveform: mediaKey(contentId, PICTURE_FILES.waveform),
      })
    })

    /** Of a JPEG: it stands in the head of its frame (SOF0). */
    async function widthOf(key: string | null): Promise<number> {
      const bytes = Buffer.from((await opened.store.read(key ?? '')) ?? [])
      return bytes.readUInt16BE(bytes.indexOf(Buffer.from('ffc0', 'hex')) + 7)
    }
  })
}

/** A sound that is given beside a film, and the command that makes it. */
interface Added {
  language: string
  label: string | null
  command: string
}

/** When the first packet of the picture in a transport stream is shown, in seconds: 33 bits in five bytes of its PES head. */
function firstTimeIn(segment: Uint8Array): number {
  const bytes = Buffer.from(segment)
  const at = bytes.indexOf(Buffer.from('000001e0', 'hex')) + 9
  const part = (offset: number, bits: number) =>
    (bytes.readUIntBE(at + offset, offset === 0 ? 1 : 2) >> 1) & (2 ** bits - 1)
  return (part(0, 3) * 2 ** 30 + part(1, 15) * 2 ** 15 + part(3, 15)) / 90_000
}

async function resultOf(transcoder: Transcoder, job: TranscodeJob): Promise<TranscodeResult> {
  const { promise, resolve, reject } = Promise.withResolvers<TranscodeResult>()
  await using _listening = await transcoder.listen(async (event: TranscodeEvent) => {
    if (event.kind === 'completed') resolve(event.result)
    if (event.kind === 'failed') reject(new Error(event.words, { cause: event.cause }))
  })
  await transcoder.start(job, new AbortController().signal)
  return await promise
}
