import { beforeEach, expect, test } from 'vitest'
import type { Quality } from '../qualities.ts'
import { FakeVideo } from '../testing/video.ts'
import { soundWhileHidden } from './hidden-sound.ts'

let media: FakeVideo
let page: EventTarget & { visibilityState: DocumentVisibilityState; pictureInPictureElement: Element | null }
let nowMs: number
let quality: Quality
let isWanted: boolean

beforeEach(() => {
  media = new FakeVideo()
  media.paused = false
  page = Object.assign(new EventTarget(), { visibilityState: 'visible' as const, pictureInPictureElement: null })
  nowMs = 1_000_000
  quality = 720
  isWanted = true
  soundWhileHidden({
    page,
    media,
    isWanted: () => isWanted,
    quality: () => quality,
    choose: (next) => {
      quality = next
    },
    nowMs: () => nowMs,
  })
})

function becomes(visibilityState: DocumentVisibilityState): void {
  page.visibilityState = visibilityState
  page.dispatchEvent(new Event('visibilitychange'))
}

function deviceOrMemberPauses(): void {
  media.pause()
  media.dispatchEvent(new Event('pause'))
}

test('the sound of a hidden video goes on, and the picture is back with the page', () => {
  becomes('hidden')
  expect([quality, media.paused]).toEqual(['sound', false])
  becomes('visible')
  expect(quality).toBe(720)
})

test('a device that pauses what is hidden, before it tells or after, is gone on from', () => {
  deviceOrMemberPauses()
  becomes('hidden')
  expect([quality, media.paused]).toEqual(['sound', false])
  nowMs += 400
  deviceOrMemberPauses()
  expect(media.paused).toBe(false)
})

test('a pause on the lock screen stays one', () => {
  becomes('hidden')
  nowMs += 60_000
  deviceOrMemberPauses()
  expect(media.paused).toBe(true)
})

test('what was paused stays paused', () => {
  deviceOrMemberPauses()
  nowMs += 5_000
  becomes('hidden')
  expect([quality, media.paused]).toEqual([720, true])
})

test('who does not want it, or watches in a window of its own, is left alone', () => {
  isWanted = false
  becomes('hidden')
  becomes('visible')
  isWanted = true
  page.pictureInPictureElement = {} as Element
  becomes('hidden')
  expect(quality).toBe(720)
})

test('who chooses a picture meanwhile keeps what they chose', () => {
  becomes('hidden')
  quality = 'auto'
  becomes('visible')
  expect(quality).toBe('auto')
})
