import type { ObjectStore } from '@better-and-bliss/object-store'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { MediaRefused, type TranscodeEvent, type TranscodeJob, type Transcoder } from './transcoder.ts'

interface Opened extends AsyncDisposable {
  transcoder: Transcoder
  store: ObjectStore
  /** Keys of a video with sound, and of a file that is none. */
  filmKey: string
  damagedKey: string
}

const EVENTUALLY = { interval: 2, timeout: 50_000 }

const CONTENT_ID = '0b9e7c1a-3f52-4c0e-9a64-5d8f27e1c3b0'

/** What every transcoder owes, wherever it works. `open` gives one that has done nothing yet. */
export function transcoderContract(name: string, open: () => Promise<Opened>): void {
  describe(`${name} as a transcoder`, () => {
    let opened: Opened
    beforeEach(async () => {
      opened = await open()
    })
    afterEach(() => opened[Symbol.asyncDispose]())

    const jobOf = (sourceKey: string, idempotencyKey = 'attempt-1'): TranscodeJob => ({
      mediaJobId: 'job',
      outputId: CONTENT_ID,
      pictureKey: null,
      captions: [],
      sounds: [],
      idempotencyKey,
      sourceKey,
    })

    /** Starts a job as a queue does, until it need not be started again. */
    async function start(job: TranscodeJob): Promise<string> {
      for (let tries = 1; ; tries += 1) {
        try {
          return await opened.transcoder.start(job, new AbortController().signal)
        } catch (error) {
          if (tries === 3) throw error
        }
      }
    }

    /** Runs a job to its last event. @returns all that was told. */
    async function eventsOf(job: TranscodeJob, take: (event: TranscodeEvent) => void = () => {}) {
      const events: TranscodeEvent[] = []
      await using _listening = await opened.transcoder.listen(async (event) => {
        take(event)
        events.push(event)
      })
      await start(job)
      await vi.waitUntil(() => events.some(({ kind }) => kind === 'completed' || kind === 'failed'), EVENTUALLY)
      return events
    }

    it('takes no film for a cover', async () => {
      const { signal } = new AbortController()
      await expect(opened.transcoder.inspectPicture(opened.filmKey, signal)).rejects.toBeInstanceOf(MediaRefused)
    })

    it('looks at a stored file, until it is told to stop', async () => {
      const { transcoder, filmKey, damagedKey } = opened
      const { signal } = new AbortController()
      const facts = await transcoder.inspect(filmKey, signal)
      expect(facts).toMatchObject({ kind: 'video', hasAudio: true })
      expect(facts.durationSeconds).toBeGreaterThan(1)
      await expect(transcoder.inspect(damagedKey, signal)).rejects.toHaveProperty('name', 'MediaRefused')
      const looking = new AbortController()
      const stopped = expect(transcoder.inspect(filmKey, looking.signal)).rejects.toThrow('the command is stopped')
      looking.abort(new Error('the command is stopped'))
      await stopped
    })

    it('makes renditions whose playlists are there, and says so last of all', async () => {
      const events = await eventsOf(jobOf(opened.filmKey))
      expect(new Set(events.map(({ idempotencyKey }) => idempotencyKey))).toEqual(new Set(['attempt-1']))
      const completed = events.find((event) => event.kind === 'completed')
      const renditions = completed?.result.renditions ?? []
      expect(renditions.map(({ kind }) => kind)).toEqual(['video', 'audio'])
      for (const key of [completed?.result.masterKey ?? '', ...renditions.map(({ playlistKey }) => playlistKey)]) {
        expect(key).toMatch(new RegExp(`^hls/${CONTENT_ID}/.*m3u8$`))
        expect(await opened.store.head(key)).not.toBeNull()
      }
      const progress = events.flatMap((event) => (event.kind === 'progress' ? [event.fraction] : []))
      for (const fraction of progress) expect(fraction >= 0 && fraction <= 1).toBe(true)
    })

    it('has one id for one attempt, however often it is started', async () => {
      await using _listening = await opened.transcoder.listen(async () => {})
      const first = await start(jobOf(opened.filmKey))
      expect(first).not.toBe('')
      expect(await start(jobOf(opened.filmKey))).toBe(first)
      expect(await start(jobOf(opened.filmKey, 'attempt-2'))).not.toBe(first)
    })

    it('says in words when the file is at fault, and leaves nothing of it', async () => {
      const events = await eventsOf(jobOf(opened.damagedKey))
      expect(events.at(-1)).toMatchObject({ kind: 'failed', tryAgain: 'never', words: expect.stringMatching(/\w\.$/) })
      expect((await opened.store.list(`hls/${CONTENT_ID}/`)).keys).toEqual([])
    })

    it('tells again what could not be taken', async () => {
      let refusals = 0
      const events = await eventsOf(jobOf(opened.filmKey), ({ kind }) => {
        if (kind === 'completed' && refusals++ === 0) throw new Error('the database is gone')
      })
      expect(refusals).toBe(2)
      expect(events.map(({ kind }) => kind)).not.toContain('failed')
    })
  })
}
