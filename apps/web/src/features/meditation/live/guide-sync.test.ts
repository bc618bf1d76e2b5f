import { beforeEach, expect, test } from 'vitest'
import { type GuideMedia, GuideSync } from './guide-sync.ts'

class Media implements GuideMedia {
  paused = true
  ended = false
  mayPlay = true
  async play() {
    if (!this.mayPlay) throw new DOMException('a gesture is wanted', 'NotAllowedError')
    this.paused = false
    sync.handle('play', this)
    if (!this.paused) sync.handle('playing', this)
  }
  pause() {
    if (this.paused) return
    this.paused = true
    sync.handle('pause', this)
  }
  end() {
    this.paused = true
    this.ended = true
    sync.handle('pause', this)
    sync.handle('ended', this)
  }
}

let sync: GuideSync
let media: Media
let session: { isPaused: boolean; isOver: boolean }

beforeEach(() => {
  sync = new GuideSync()
  media = new Media()
  session = { isPaused: true, isOver: false }
  sync.bind({
    onPause: () => set(true),
    onResume: () => set(false),
    onEnd: () => {
      session.isOver = true
    },
  })
})

function set(isPaused: boolean): void {
  session.isPaused = isPaused
  sync.follow(isPaused)
}

test('the session waits for its guide, and begins when it plays', async () => {
  sync.handle('loadstart', media)
  expect([session.isPaused, sync.hasPlayed]).toEqual([true, false])
  await media.play()
  expect([session.isPaused, sync.hasPlayed]).toEqual([false, true])
})

test('a pause of the session pauses the guide, and its end plays it on', async () => {
  await media.play()
  set(true)
  expect(media.paused).toBe(true)
  set(false)
  expect(media.paused).toBe(false)
})

test('a pause of the guide pauses the session, and its end goes on', async () => {
  await media.play()
  media.pause()
  expect(session.isPaused).toBe(true)
  await media.play()
  expect(session.isPaused).toBe(false)
})

test('the end of the guide is the end, and no pause', async () => {
  await media.play()
  media.end()
  expect(session).toEqual({ isPaused: false, isOver: true })
})

test('a guide that the browser does not let play leaves the session paused, and plays at the member’s gesture', async () => {
  media.mayPlay = false
  await media.play().catch(() => {})
  sync.handle('loadstart', media)
  expect(session.isPaused).toBe(true)
  set(false)
  await Promise.resolve()
  await Promise.resolve()
  expect(session.isPaused).toBe(true)
  media.mayPlay = true
  set(false)
  expect([media.paused, session.isPaused]).toEqual([false, false])
})

test('who goes on without the guide and pauses is not overruled by a guide that comes late', async () => {
  set(false)
  set(true)
  await media.play()
  expect([media.paused, session.isPaused]).toEqual([true, true])
  set(false)
  expect([media.paused, session.isPaused]).toEqual([false, false])
})

test('a guide that changes its source is not told to play twice', async () => {
  await media.play()
  sync.handle('loadstart', media)
  await media.play()
  expect(session.isPaused).toBe(false)
})
