import type { ObjectStore } from '@better-and-bliss/object-store'
import { mediaKey, PICTURE_FILES } from '@better-and-bliss/stream-token'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TranscodeEvent, TranscodeJob, TranscodeResult, Transcoder } from '../ports/transcoder.ts'
import { problemsOfHls } from './testing/strict-hls.ts'

interface Opened extends AsyncDisposable {
  transcoder: Transcoder
  store: ObjectStore
  /** Makes a file with the arguments of ffmpeg. @returns its path. */
  make(name: string, command: string): Promise<string>
}

const CODE = '-c:v libx264 -preset ultrafast -c:a aac'
const ENCODING_MS = 60_000

/** What members get of a file is the same, whatever made it. */
export function hlsContract(name: string, open: () => Promise<Opened>): void {
  describe(`what ${name} makes`, () => {
    let opened: Opened
    beforeAll(async () => {
      opened = await open()
    })
    afterAll(() => opened[Symbol.asyncDispose]())

    async function made(file: string, command: string, coverCommand?: string) {
      const { store, make, transcoder } = opened
      const contentId = crypto.randomUUID()
      const [sourceKey, coverKey] = [`sources/${contentId}/original`, `sources/${contentId}/cover`]
      await store.putFile(sourceKey, await make(file, command))
      if (coverCommand) await store.putFile(coverKey, await make(`cover-of-${file}.png`, coverCommand))
      const idempotencyKey = crypto.randomUUID()
      const job = {
        mediaJobId: 'job',
        idempotencyKey,
        contentId,
        sourceKey,
        pictureKey: coverCommand ? coverKey : null,
      }
      const result = await resultOf(transcoder, { ...job, captions: [] })
      expect(await problemsOfHls(store, contentId)).toEqual([])
      return { contentId, result }
    }

    it('of a film are the rungs up to its size, cut alike, its sound and its pictures', {
      timeout: ENCODING_MS,
    }, async () => {
      const film = `-f lavfi -i testsrc2=s=854x480:r=30000/1001:d=7 -f lavfi -i sine=d=7 ${CODE} -g 1000`
      const { contentId, result } = await made('film.mp4', film)
      const codecs = expect.stringMatching(/^avc1\.6400..,mp4a\.40\.2$/)
      expect(result.renditions).toMatchObject([
        { name: '360p', kind: 'video', width: 640, height: 360, frameRate: 29.97, codecs },
        { name: '480p', kind: 'video', width: 854, height: 480, frameRate: 29.97, codecs },
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

    it('of a small film without sound is one rung of its size, and no sound', { timeout: ENCODING_MS }, async () => {
      const film = `-f lavfi -i testsrc2=s=160x90:r=10:d=1 ${CODE}`
      const cover = '-f lavfi -i color=red:s=400x200:d=1 -frames:v 1'
      const { contentId, result } = await made('silent.mp4', film, cover)
      expect(result.renditions).toMatchObject([
        { name: '360p', width: 160, height: 90, codecs: expect.not.stringContaining('mp4a') },
      ])
      expect(result.pictures.poster).toBe(mediaKey(contentId, PICTURE_FILES.poster))
      expect(await widthOf(result.pictures.poster)).toBe(1280)
    })

    it('of a sound is that sound, with a waveform', { timeout: ENCODING_MS }, async () => {
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

async function resultOf(transcoder: Transcoder, job: TranscodeJob): Promise<TranscodeResult> {
  const { promise, resolve, reject } = Promise.withResolvers<TranscodeResult>()
  await using _listening = await transcoder.listen(async (event: TranscodeEvent) => {
    if (event.kind === 'completed') resolve(event.result)
    if (event.kind === 'failed') reject(new Error(event.words, { cause: event.cause }))
  })
  await transcoder.start(job, new AbortController().signal)
  return await promise
}
