import { beforeEach, expect, test } from 'vitest'
import { keepPlaces } from './use-kept-position.ts'

const DURATION_SECONDS = 600

let media: EventTarget & { currentTime: number; duration: number; readyState: number; seeking: boolean }
let page: EventTarget
let kept: number[]
let end: () => void

beforeEach(() => {
  media = Object.assign(new EventTarget(), {
    currentTime: 0,
    duration: DURATION_SECONDS,
    readyState: 4,
    seeking: false,
  })
  page = new EventTarget()
  kept = []
  end = keepPlaces(media, ({ seconds }) => kept.push(seconds), page)
})

function playTo(seconds: number): void {
  media.currentTime = seconds
  media.dispatchEvent(new Event('timeupdate'))
}

test('who leaves within a few seconds finds the place again, although the media were taken away first', () => {
  playTo(100)
  playTo(102)
  Object.assign(media, { currentTime: 0, duration: Number.NaN, readyState: 0 })
  media.dispatchEvent(new Event('timeupdate'))
  end()
  expect(kept.at(-1)).toBe(102)
})

test.each(['pagehide', 'visibilitychange'])('%s keeps the place of this moment', (event) => {
  playTo(100)
  media.currentTime = 103
  page.dispatchEvent(new Event(event))
  expect(kept.at(-1)).toBe(103)
})

test('while it plays the place is kept every five seconds, not more often', () => {
  for (let seconds = 10; seconds <= 20; seconds += 1) playTo(seconds)
  expect(kept).toEqual([10, 15, 20])
})

test('a place that is only sought is none', () => {
  playTo(100)
  media.seeking = true
  playTo(400)
  end()
  expect(kept.at(-1)).toBe(100)
})

test('what never played keeps nothing', () => {
  end()
  expect(kept).toEqual([])
})
