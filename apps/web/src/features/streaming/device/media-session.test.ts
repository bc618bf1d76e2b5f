import { beforeEach, expect, test } from 'vitest'
import type { PlayerActions } from '../controls/player-actions.ts'
import { FakeVideo } from '../testing/video.ts'
import { leadByMediaSession } from './media-session.ts'

const METADATA = { title: 'Rain' } as MediaMetadata

let media: FakeVideo & { duration: number }
let handlers: Map<string, MediaSessionActionHandler>
let state: MediaPositionState | undefined
let session: Parameters<typeof leadByMediaSession>[0]['session']
let done: string[]
let actions: PlayerActions

beforeEach(() => {
  media = Object.assign(new FakeVideo(), { duration: 600 })
  handlers = new Map()
  state = undefined
  done = []
  session = {
    metadata: null,
    playbackState: 'none',
    setActionHandler: (name: string, handler: MediaSessionActionHandler | null) => {
      if (name === 'stop') throw new TypeError('unknown here')
      if (handler) handlers.set(name, handler)
      else handlers.delete(name)
    },
    setPositionState: (next) => {
      state = next
    },
  }
  actions = {
    hasChapters: false,
    hasNext: false,
    playNext: () => done.push('next'),
    togglePlay: () => done.push('toggle'),
    seekBy: (seconds: number) => done.push(`by ${seconds}`),
    goToChapter: (step: number) => done.push(`chapter ${step}`),
  } as Partial<PlayerActions> as PlayerActions
})

const lead = () => leadByMediaSession({ session, media, metadata: METADATA, actions: () => actions })
const press = (action: MediaSessionAction, details: object = {}) => handlers.get(action)?.({ action, ...details })

test('headphones play and pause, and do not undo what is so already', () => {
  lead()
  press('play')
  expect(done).toEqual(['toggle'])
  media.paused = false
  press('play')
  press('pause')
  expect(done).toEqual(['toggle', 'toggle'])
})

test('the lock screen jumps as far as it says, else ten seconds, and to a place', () => {
  lead()
  press('seekbackward')
  press('seekforward', { seekOffset: 30 })
  press('seekto', { seekTime: 250 })
  expect([done, media.currentTime]).toEqual([['by -10', 'by 30'], 250])
})

test('chapters are its tracks, and where there are none it offers none', () => {
  lead()
  expect(handlers.has('nexttrack')).toBe(false)
  actions.hasChapters = true
  lead()
  press('nexttrack')
  press('previoustrack')
  expect(done).toEqual(['chapter 1', 'chapter -1'])
})

test('it knows where playback is and how fast it goes, as soon as the length is known', () => {
  media.duration = Number.NaN
  lead()
  expect(state).toBeUndefined()
  media.duration = 600
  media.currentTime = 42
  media.playbackRate = 1.5
  media.dispatchEvent(new Event('ratechange'))
  expect(state).toEqual({ duration: 600, playbackRate: 1.5, position: 42 })
})

test('whoever leaves leaves nothing on the lock screen', () => {
  const end = lead()
  expect(session.metadata).toBe(METADATA)
  end()
  state = undefined
  media.dispatchEvent(new Event('pause'))
  expect([handlers.size, session.metadata, session.playbackState, state]).toEqual([0, null, 'none', undefined])
})

test('without chapters the next title is the next track, where there is one', () => {
  lead()
  press('nexttrack')
  expect(done).toEqual([])
  actions = { ...actions, hasNext: true }
  lead()
  press('nexttrack')
  expect(done).toEqual(['next'])
})
