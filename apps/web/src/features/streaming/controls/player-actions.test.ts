import { beforeEach, expect, test } from 'vitest'
import { entryOf, KEYS, keysFor, nameOfKey } from './keys/keys.ts'
import { type PlayerActions, playerActions } from './player-actions.ts'
import { spokenTime } from './spoken-time.ts'

const CHAPTERS = [
  { title: 'Arrive', start_seconds: 0 },
  { title: 'Breathe', start_seconds: 60 },
  { title: 'Rest', start_seconds: 300 },
]

let media: {
  paused: boolean
  currentTime: number
  duration: number
  playbackRate: number
  volume: number
  muted: boolean
  play: () => Promise<void>
  pause: () => void
}
let said: string[]
let done: string[]
let actions: PlayerActions

beforeEach(() => {
  media = {
    paused: true,
    currentTime: 100,
    duration: 600,
    playbackRate: 1,
    volume: 0.5,
    muted: false,
    play: async () => {
      media.paused = false
    },
    pause: () => {
      media.paused = true
    },
  }
  said = []
  done = []
  actions = open()
})

const open = (more: Partial<Parameters<typeof playerActions>[0]> = {}) =>
  playerActions({
    video: () => media,
    chapters: CHAPTERS,
    say: (words) => said.push(words),
    speak: (words) => said.push(words),
    chooseRate: (rate) => {
      media.playbackRate = rate
    },
    chooseVolume: (volume) => {
      media.volume = volume
    },
    chooseMuted: (isMuted) => {
      media.muted = isMuted
    },
    hasCaptions: true,
    hasPicture: true,
    hasNext: false,
    playNext: () => done.push('next'),
    toggleCaptions: () => done.push('captions'),
    toggleFullScreen: () => done.push('full screen'),
    togglePictureInPicture: () => done.push('picture in picture'),
    showKeys: () => done.push('keys'),
    ...more,
  })

const press = (key: string) => entryOf(key)?.act(actions, key)

test('every key of the map does what the map says', () => {
  press('k')
  expect(media.paused).toBe(false)
  press(' ')
  expect(media.paused).toBe(true)
  press('j')
  expect(media.currentTime).toBe(90)
  press('ArrowRight')
  expect(media.currentTime).toBe(100)
  press('3')
  expect(media.currentTime).toBe(180)
  press('n')
  expect(media.currentTime).toBe(300)
  press('p')
  expect(media.currentTime).toBe(60)
  press('>')
  expect(media.playbackRate).toBe(1.25)
  press('<')
  expect(media.playbackRate).toBe(1)
  press('m')
  expect(media.muted).toBe(true)
  press('ArrowUp')
  expect([media.muted, media.volume]).toEqual([false, 0.6])
  for (const key of ['c', 'f', 'i', '?']) press(key)
  expect(done).toEqual(['captions', 'full screen', 'picture in picture', 'keys'])
})

test('capitals mean the same', () => {
  press('M')
  expect(media.muted).toBe(true)
})

test('no key means two things', () => {
  const all = KEYS.flatMap(({ keys }) => keys)
  expect(all).toEqual([...new Set(all)])
})

test('the map leaves out what does nothing here', () => {
  actions = open({ chapters: [], hasCaptions: false, hasPicture: false })
  const names = keysFor(actions).flatMap(({ keys }) => keys.map(nameOfKey))
  expect(names).not.toEqual(expect.arrayContaining(['N']))
  expect(names.filter((name) => ['C', 'I', 'P'].includes(name))).toEqual([])
  expect(names).toEqual(expect.arrayContaining(['Space', '←', 'F', '?']))
})

test('what is done is said, as one says it', () => {
  press('l')
  press('n')
  press('>')
  press('m')
  press('ArrowDown')
  expect(said).toEqual(['1 minute 50 seconds', 'Rest', 'Speed: 1.25×', 'Sound off', 'Volume: 40 %'])
})

test('nobody leaves the title by a jump, at either end', () => {
  media.currentTime = 4
  press('j')
  expect(media.currentTime).toBe(0)
  media.currentTime = 595
  press('l')
  expect(media.currentTime).toBe(600)
})

test('back is first the beginning of the chapter, then the one before; the last has none after it', () => {
  media.currentTime = 200
  press('p')
  expect(media.currentTime).toBe(60)
  press('p')
  expect(media.currentTime).toBe(0)
  media.currentTime = 400
  press('n')
  expect(media.currentTime).toBe(400)
})

test('speed and volume end somewhere', () => {
  media.playbackRate = 2
  press('>')
  media.volume = 1
  press('ArrowUp')
  expect([media.playbackRate, media.volume]).toEqual([2, 1])
})

test.each([
  [0, 'The beginning'],
  [61, '1 minute 1 second'],
  [3750, '1 hour 2 minutes 30 seconds'],
])('%s seconds are spoken as %s', (seconds, words) => {
  expect(spokenTime(seconds)).toBe(words)
})
