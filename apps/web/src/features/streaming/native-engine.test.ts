import { beforeEach, describe, expect, test } from 'vitest'
import { type AudioView, type Engine, Unplayable } from './engine.ts'
import { playInBrowser } from './native-engine.ts'
import { streamAccess } from './stream-access.ts'
import { FakeVideo, settled, testStream } from './testing/video.ts'

let video: FakeVideo
let engine: Engine
let nowMs: number
let renewals: number
let failures: unknown[]
let heights: (number | null)[]
let audio: AudioView | undefined
let isReachable: boolean

beforeEach(() => {
  video = new FakeVideo()
  nowMs = 1_000_000
  renewals = 0
  failures = []
  heights = []
  audio = undefined
  isReachable = true
  engine = playInBrowser({
    video: video.asElement(),
    access: streamAccess({
      first: testStream(nowMs, 0),
      fetchStream: async () => {
        if (!isReachable) throw new Error('offline')
        renewals += 1
        return testStream(nowMs, renewals)
      },
      nowMs: () => nowMs,
    }),
    startAtSeconds: 40,
    audioLanguage: 'de',
    onAudio: (next) => {
      audio = next
    },
    onHeight: (height) => heights.push(height),
    onFailure: (error) => failures.push(error),
  })
})

const arrives = () => video.dispatchEvent(new Event('loadedmetadata'))

test('it begins at its place, as soon as the browser knows the media', () => {
  expect([video.src, video.paused, video.currentTime]).toEqual([testStream(nowMs, 0).hls_master, false, 0])
  arrives()
  expect(video.currentTime).toBe(40)
})

test.each([
  ['sound', 'audio-de.m3u8'],
  [360, '360p.m3u8'],
  [1080, 'master.m3u8'],
] as const)('%s is played from %s, in the same place, and paused if it was', (quality, file) => {
  video.playsTo(90)
  video.pause()
  engine.choose(quality)
  video.currentTime = 0
  arrives()
  expect([video.src.includes(`/${file}?`), video.currentTime, video.paused]).toEqual([true, 90, true])
})

test('play after a long pause waits for a fresh token and goes on in its place', async () => {
  video.playsTo(90)
  nowMs += 3_600_000
  video.dispatchEvent(new Event('play'))
  await settled()
  arrives()
  expect([renewals, video.src, video.currentTime]).toEqual([1, testStream(nowMs, 1).hls_master, 90])
})

test('what breaks in the middle is loaded once more; what breaks again before it plays has failed', async () => {
  video.playsTo(90)
  video.dispatchEvent(new Event('error'))
  await settled()
  expect([renewals, failures]).toEqual([1, []])
  video.dispatchEvent(new Event('error'))
  expect(failures).toEqual([expect.any(Unplayable)])
})

test('a token that cannot be renewed is a failure', async () => {
  isReachable = false
  video.playsTo(90)
  video.dispatchEvent(new Event('error'))
  await settled()
  expect(failures).toEqual([expect.objectContaining({ message: 'offline' })])
})

test('a member who has left is not loaded for', async () => {
  video.playsTo(90)
  nowMs += 3_600_000
  video.dispatchEvent(new Event('play'))
  engine.destroy()
  await settled()
  expect(video.src).toBe('')
})

test('the height that is shown is told; sound has none', () => {
  video.videoHeight = 720
  video.dispatchEvent(new Event('resize'))
  video.videoHeight = 0
  video.dispatchEvent(new Event('resize'))
  expect(heights).toEqual([720, null])
})

describe('several languages', () => {
  const track = (language: string, label: string, enabled = false) => ({ language, label, enabled })
  const english = track('en', 'English', true)
  const german = track('de-AT', 'Deutsch')

  beforeEach(() => {
    video.audioTracks.splice(0, video.audioTracks.length, english, german)
    video.audioTracks.dispatchEvent(new Event('addtrack'))
  })

  test('the one that the member wants is heard, and all are told', () => {
    expect([english.enabled, german.enabled]).toEqual([false, true])
    expect(audio).toEqual({
      tracks: [
        { id: 'en', label: 'English' },
        { id: 'de-AT', label: 'Deutsch' },
      ],
      heard: 'de-AT',
    })
  })

  test('another one is heard when it is chosen, here or in the menu of the browser', () => {
    engine.chooseAudio('en')
    expect([english.enabled, german.enabled, audio?.heard]).toEqual([true, false, 'en'])
    Object.assign(english, { enabled: false })
    Object.assign(german, { enabled: true })
    video.audioTracks.dispatchEvent(new Event('change'))
    expect(audio?.heard).toBe('de-AT')
  })
})

test('without the picture another language is another playlist, and it stays with the picture', () => {
  video.playsTo(90)
  engine.choose('sound')
  const tracks = [
    { id: 'en', label: 'English' },
    { id: 'de', label: 'Deutsch' },
  ]
  video.audioTracks.push({ language: '', label: '', enabled: true })
  video.audioTracks.dispatchEvent(new Event('addtrack'))
  expect(audio).toEqual({ tracks, heard: 'de' })
  engine.chooseAudio('en')
  video.currentTime = 0
  arrives()
  expect([video.src.includes('/audio.m3u8?'), video.currentTime, audio]).toEqual([true, 90, { tracks, heard: 'en' }])
  engine.choose('auto')
  const french = { language: 'fr', label: 'Français', enabled: true }
  const english = { language: 'en', label: 'English', enabled: false }
  video.audioTracks.splice(0, 1, french, english)
  video.audioTracks.dispatchEvent(new Event('addtrack'))
  expect([french.enabled, english.enabled, audio?.heard]).toEqual([false, true, 'en'])
})

test('where there is one language there is no choice', () => {
  video.audioTracks.push({ language: 'en', label: 'English', enabled: true })
  video.audioTracks.dispatchEvent(new Event('addtrack'))
  expect(audio).toEqual({ tracks: [], heard: 'en' })
})
