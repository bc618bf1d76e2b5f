import { beforeEach, describe, expect, test } from 'vitest'
import { FakeTracks } from '../../testing/video.ts'
import { type Captions, type CaptionsView, NO_CAPTIONS, openCaptions } from './captions.ts'

class FakeTrack extends EventTarget {
  mode: TextTrackMode = 'disabled'
  activeCues: { text: string }[] = []
  readonly language: string
  readonly label: string
  readonly kind: TextTrackKind
  constructor(language: string, label: string, kind: TextTrackKind = 'subtitles') {
    super()
    this.language = language
    this.label = label
    this.kind = kind
  }
}

let list: FakeTracks<FakeTrack>
let video: EventTarget & { textTracks: FakeTracks<FakeTrack> }
let english: FakeTrack
let german: FakeTrack
let view: CaptionsView
let chosenElsewhere: (string | null)[]
let captions: Captions

beforeEach(() => {
  list = new FakeTracks()
  video = Object.assign(new EventTarget(), { textTracks: list })
  english = new FakeTrack('en', 'English')
  german = new FakeTrack('de', 'Deutsch')
  view = NO_CAPTIONS
  chosenElsewhere = []
})

function open(wanted: string | null): void {
  captions = openCaptions({
    video: video as never,
    wanted,
    onChange: (next) => {
      view = next
    },
    onChosenElsewhere: (language) => chosenElsewhere.push(language),
  })
}

function arrive(...tracks: FakeTrack[]): void {
  list.push(...tracks)
  list.dispatchEvent(new Event('addtrack'))
}

const modes = () => [english.mode, german.mode]

describe('captions', () => {
  test('are named, and off where nobody wants them, whatever the media say', () => {
    open(null)
    english.mode = 'showing'
    arrive(english, german, new FakeTrack('', 'chapters', 'chapters'))
    expect(view.tracks).toEqual([
      { id: 'en', label: 'English' },
      { id: 'de', label: 'Deutsch' },
    ])
    expect([view.shown, ...modes()]).toEqual([null, 'disabled', 'disabled'])
  })

  test('in the language that is wanted are read as soon as they come, and drawn by us', () => {
    open('de-CH')
    arrive(english, german)
    german.activeCues = [{ text: 'Atme ein.' }]
    german.dispatchEvent(new Event('cuechange'))
    expect([view.shown, ...modes(), view.cues.map(({ text }) => text)]).toEqual([
      'de',
      'disabled',
      'hidden',
      ['Atme ein.'],
    ])
  })

  test('for the hard of hearing are shown when they are chosen beside plain ones of their language', () => {
    open('en')
    const described = new FakeTrack('en', 'English (SDH)')
    arrive(english, described)
    captions.show(view.tracks[1]?.id ?? null)
    expect([view.shown, english.mode, described.mode]).toEqual(['en English (SDH)', 'disabled', 'hidden'])
  })

  test('go, and come in another language, when that is chosen', () => {
    open('de')
    arrive(english, german)
    captions.show('en')
    expect([view.shown, ...modes()]).toEqual(['en', 'hidden', 'disabled'])
    captions.show(null)
    expect([view.shown, view.cues, ...modes()]).toEqual([null, [], 'disabled', 'disabled'])
  })

  test('are there again when another source brings its own', () => {
    open('de')
    arrive(german)
    list.length = 0
    list.dispatchEvent(new Event('removetrack'))
    expect([view.tracks, view.shown]).toEqual([[], null])
    german = new FakeTrack('de', 'Deutsch')
    arrive(german)
    expect([view.shown, german.mode]).toEqual(['de', 'hidden'])
  })

  test('that somebody else switches on are put right', () => {
    open('de')
    arrive(english, german)
    english.mode = 'showing'
    list.dispatchEvent(new Event('change'))
    expect(modes()).toEqual(['disabled', 'hidden'])
  })
})

describe('where only the browser can draw', () => {
  test.each([
    ['webkitbeginfullscreen', 'webkitendfullscreen'],
    ['enterpictureinpicture', 'leavepictureinpicture'],
  ])('it does, from %s to %s', (leaves, comesBack) => {
    open('de')
    arrive(english, german)
    german.activeCues = [{ text: 'Atme ein.' }]
    video.dispatchEvent(new Event(leaves))
    expect([german.mode, view.cues]).toEqual(['showing', []])
    video.dispatchEvent(new Event(comesBack))
    expect([german.mode, view.cues.length]).toEqual(['hidden', 1])
  })

  test('what is chosen in its own menu is kept', () => {
    open('de')
    arrive(english, german)
    video.dispatchEvent(new Event('webkitbeginfullscreen'))
    german.mode = 'disabled'
    english.mode = 'showing'
    list.dispatchEvent(new Event('change'))
    video.dispatchEvent(new Event('webkitendfullscreen'))
    expect([chosenElsewhere, view.shown, ...modes()]).toEqual([['en'], 'en', 'hidden', 'disabled'])
  })
})

test('whoever has gone is told nothing more', () => {
  open('de')
  arrive(german)
  captions.close()
  view = NO_CAPTIONS
  german.dispatchEvent(new Event('cuechange'))
  list.dispatchEvent(new Event('change'))
  expect(view).toBe(NO_CAPTIONS)
})
