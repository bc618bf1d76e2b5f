import type Hls from 'hls.js'
import { Events } from 'hls.js'
import { beforeEach, expect, test } from 'vitest'
import type { AudioView } from './engine.ts'
import { followAudio } from './hls-audio.ts'

const ENGLISH = { lang: 'en', name: 'English', url: 'https://edge.test/audio-en.m3u8' }
const GERMAN = { lang: 'de', name: 'Deutsch', url: 'https://edge.test/audio-de.m3u8' }

let listeners: Map<string, () => void>
let hls: { audioTracks: object[]; audioTrack: number; on: (event: string, listener: () => void) => void }
let view: AudioView | undefined

beforeEach(() => {
  listeners = new Map()
  hls = { audioTracks: [], audioTrack: -1, on: (event, listener) => void listeners.set(event, listener) }
  view = undefined
})

const follow = (audioLanguage: string | null) =>
  followAudio(hls as unknown as Hls, {
    audioLanguage,
    onAudio: (next) => {
      view = next
    },
  })

function arrive(...tracks: object[]): void {
  hls.audioTracks = tracks
  hls.audioTrack = tracks.length > 0 ? 0 : -1
  listeners.get(Events.AUDIO_TRACKS_UPDATED)?.()
}

test('the language that is wanted is heard as soon as it comes, and every time a source brings it again', () => {
  const audio = follow('de-CH')
  arrive(ENGLISH, GERMAN)
  expect([hls.audioTrack, view?.heard, audio.url()]).toEqual([1, 'de', GERMAN.url])
  arrive()
  expect([view, audio.url()]).toEqual([{ tracks: [], heard: null }, undefined])
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

test('where there is one language there is no choice', () => {
  follow('de')
  arrive(ENGLISH)
  expect(view).toEqual({ tracks: [], heard: 'en' })
})
