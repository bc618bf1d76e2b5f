import { beforeEach, expect, test } from 'vitest'
import { keepPlaces } from './use-kept-position.ts'

let media: EventTarget & { currentTime: number; readyState: number; seeking: boolean }
let page: EventTarget & { document: { hidden: boolean } }
let nowMs: number
let kept: number[]
let end: () => void

beforeEach(() => {
  media = Object.assign(new EventTarget(), { currentTime: 0, readyState: 4, seeking: false })
  page = Object.assign(new EventTarget(), { document: { hidden: false } })
  nowMs = 0
  kept = []
  end = keepPlaces({ media, report: (seconds) => kept.push(seconds), nowMs: () => nowMs, page })
})

function playTo(seconds: number): void {
  media.currentTime = seconds
  media.dispatchEvent(new Event('timeupdate'))
}

test('who leaves within a few seconds finds the place again, although the media were taken away first', () => {
  playTo(100)
  playTo(102)
  Object.assign(media, { currentTime: 0, readyState: 0 })
  media.dispatchEvent(new Event('timeupdate'))
  end()
  expect(kept.at(-1)).toBe(102)
})

test.each(['pagehide', 'visibilitychange'])('%s keeps the place of this moment', (event) => {
  playTo(100)
  media.currentTime = 103
  page.document.hidden = true
  page.dispatchEvent(new Event(event))
  expect(kept.at(-1)).toBe(103)
})

test('a page that is looked at again reports nothing', () => {
  playTo(100)
  media.currentTime = 103
  page.dispatchEvent(new Event('visibilitychange'))
  expect(kept).toEqual([100])
})

test('while it plays the place is kept every ten seconds of time, not more often, however fast it plays', () => {
  for (let second = 0; second <= 20; second += 1) {
    nowMs = second * 1_000
    playTo(100 + second * 2)
  }
  expect(kept).toEqual([100, 120, 140])
})

test('a pause keeps the place', () => {
  playTo(100)
  media.currentTime = 101
  media.dispatchEvent(new Event('pause'))
  expect(kept.at(-1)).toBe(101)
})

test('a place that is only sought is none, nor is the beginning before the player is where it shall begin', () => {
  playTo(100)
  media.seeking = true
  playTo(400)
  media.seeking = false
  playTo(0)
  end()
  expect(kept.at(-1)).toBe(100)
})

test('what never played keeps nothing', () => {
  end()
  expect(kept).toEqual([])
})
