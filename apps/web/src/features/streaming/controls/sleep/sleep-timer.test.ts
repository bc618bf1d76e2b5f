import { beforeEach, expect, test } from 'vitest'
import { createSleepTimer, NO_SLEEP, type SleepTimer, type SleepView } from './sleep-timer.ts'

let media: ReturnType<typeof playing>
let nowMs: number
let view: SleepView
let timer: SleepTimer
let companion: { share: number; isPaused: boolean; fade: (share: number) => void; pause: () => void }

function playing() {
  return { currentTime: 0, duration: 600, playbackRate: 1, volume: 0.8, paused: false, pause: () => {} }
}

beforeEach(() => {
  media = playing()
  media.pause = () => {
    media.paused = true
  }
  nowMs = 1_000_000
  view = NO_SLEEP
  companion = {
    share: 1,
    isPaused: false,
    fade: (share) => {
      companion.share = share
    },
    pause: () => {
      companion.isPaused = true
    },
  }
  timer = createSleepTimer({
    media,
    companion,
    nowMs: () => nowMs,
    onChange: (next) => {
      view = next
    },
  })
})

function after(seconds: number): void {
  nowMs += seconds * 1000
  timer.look()
}

test('after its minutes playback ends, and the next one is as loud as ever', () => {
  timer.choose(5)
  after(299)
  expect([media.paused, view.isFading, media.volume < 0.01]).toEqual([false, true, true])
  after(1)
  expect([media.paused, media.volume, view]).toEqual([true, 0.8, { ...NO_SLEEP, isOver: true }])
  timer.wake()
  expect(view).toEqual(NO_SLEEP)
})

test('the sound fades in the last half minute, and not before', () => {
  timer.choose(5)
  after(269)
  expect([media.volume, view.isFading]).toEqual([0.8, false])
  after(16)
  expect(media.volume).toBeCloseTo(0.2)
  expect(view.isFading).toBe(true)
})

test('what sounds with it fades and ends with it, and is as loud as before afterwards', () => {
  timer.choose(5)
  after(285)
  expect(companion.share).toBeCloseTo(0.25)
  timer.choose(null)
  expect(companion.share).toBe(1)
  timer.choose(5)
  after(290)
  media.volume = 0.5
  after(1)
  expect([companion.share, companion.isPaused]).toEqual([1, false])
  timer.choose(5)
  after(300)
  expect([companion.share, companion.isPaused]).toEqual([1, true])
})

test('it says how many minutes have begun', () => {
  timer.choose(10)
  expect(view.leftMinutes).toBe(10)
  after(61)
  expect(view.leftMinutes).toBe(9)
})

test('who takes it back in the fade hears what they heard before', () => {
  timer.choose(5)
  after(290)
  timer.choose(null)
  expect([media.volume, view]).toEqual([0.8, NO_SLEEP])
  after(20)
  expect(media.paused).toBe(false)
})

test('who turns the volume while it fades is awake: the timer is off, and their volume stays', () => {
  timer.choose(5)
  after(290)
  media.volume = 0.5
  after(1)
  expect([media.volume, view]).toEqual([0.5, NO_SLEEP])
  after(60)
  expect(media.paused).toBe(false)
})

test('with the end of the title it fades so that it is silent there, at any speed', () => {
  timer.choose('end of title')
  media.playbackRate = 2
  media.currentTime = 520
  timer.look()
  expect(view.isFading).toBe(false)
  media.currentTime = 570
  timer.look()
  expect(media.volume).toBeCloseTo(0.2)
  media.currentTime = 600
  timer.look()
  expect([media.volume, view]).toEqual([0.8, { ...NO_SLEEP, isOver: true }])
})

test('who jumps back from the fade hears it as loud as before', () => {
  timer.choose('end of title')
  media.currentTime = 590
  timer.look()
  media.currentTime = 100
  timer.look()
  expect([media.volume, view.isFading]).toEqual([0.8, false])
})

test('chosen near the end, it begins to fade from where it is, without a jump', () => {
  media.currentTime = 590
  timer.choose('end of title')
  expect(media.volume).toBeCloseTo(0.8)
})

test('where the volume cannot be set, playback ends all the same', () => {
  Object.defineProperty(media, 'volume', { get: () => 1, set: () => {} })
  timer.choose(5)
  after(290)
  after(10)
  expect(media.paused).toBe(true)
})
