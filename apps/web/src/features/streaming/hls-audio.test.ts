import type Hls from 'hls.js'
import { Events } from 'hls.js'
import { beforeEach, expect, test } from 'vitest'
import type { AudioView } from './engine.ts'
import { followAudio } from './hls-audio.ts'
import type { StreamAccess } from './stream-access.ts'
import { testStream } from './testing/video.ts'

const ENGLISH = { lang: 'en', name: 'English' }
const GERMAN = { lang: 'de', name: 'Deutsch' }

let listeners: Map<string, () => void>
let hls: { audioTracks: object[]; audioTrack: number; on: (event: string, listener: () => void) => void }
let view: AudioView | undefined
let isAlone: boolean

beforeEach(() => {
  listeners = new Map()
  hls = { audioTracks: [], audioTrack: -1, on: (event, listener) => void listeners.set(event, listener) }
  view = undefined
  isAlone = false
})

const follow = (audioLanguage: string | null) =>
  followAudio(
    hls as unknown as Hls,
    {
      access: { stream: () => testStream(0, 0) } as StreamAccess,
      audioLanguage,
      onAudio: (next) => {
        view = next
      },
    },
    () => isAlone,
  )

function arrive(...tracks: object[]): void {
  hls.audioTracks = tracks
  hls.audioTrack = tracks.length > 0 ? 0 : -1
  listeners.get(Events.AUDIO_TRACKS_UPDATED)?.()
}

test('the language that is wanted is heard as soon as it comes, and every time a source brings it again', () => {
  follow('de-CH')
  arrive(ENGLISH, GERMAN)
  expect([hls.audioTrack, view?.heard]).toEqual([1, 'de'])
  arrive()
  expect(view).toEqual({ tracks: [], heard: null })
  arrive(ENGLISH, GERMAN)
  expect(hls.audioTrack).toBe(1)
})

test("where nobody wants another the item's own is heard, and one may be chosen", () => {
  const audio = follow(null)
  arrive(ENGLISH, GERMAN)
  expect([hls.audioTrack, view?.tracks.map(({ label }) => label)]).toEqual([0, ['English', 'Deutsch']])
  audio.choose('de')
  expect(hls.audioTrack).toBe(1)
})

test('another sound in the same language may be chosen', () => {
  const audio = follow(null)
  arrive(ENGLISH, { lang: 'en', name: 'English (commentary)' }, GERMAN)
  audio.choose(view?.tracks[1]?.id ?? null)
  expect([hls.audioTrack, view?.heard]).toEqual([1, 'en English (commentary)'])
})

test('without the picture the languages are still told, and the one that is wanted has its playlist', () => {
  const audio = follow('de')
  isAlone = true
  arrive()
  expect([view?.tracks.map(({ id }) => id), view?.heard, audio.urlAlone()]).toEqual([
    ['en', 'de'],
    'de',
    expect.stringContaining('/audio-de.m3u8?'),
  ])
  audio.choose('en')
  expect([view?.heard, audio.urlAlone()]).toEqual(['en', expect.stringContaining('/audio.m3u8?')])
})

test('where there is one language there is no choice', () => {
  follow('de')
  arrive(ENGLISH)
  expect(view).toEqual({ tracks: [], heard: 'en' })
})
