import { beforeEach, expect, test } from 'vitest'
import { FakeVideo } from '../testing/video.ts'
import { awakeWhilePlaying } from './awake.ts'

let media: FakeVideo
let locks: number
let taken: number

beforeEach(() => {
  media = new FakeVideo()
  locks = 0
  taken = 0
})

const keepAwake = () => {
  locks += 1
  taken += 1
  return () => {
    locks -= 1
  }
}

function becomes(paused: boolean, ...events: string[]): void {
  media.paused = paused
  for (const event of events) media.dispatchEvent(new Event(event))
}

test('the screen stays on while it plays, by one lock, and may go off at a pause', () => {
  awakeWhilePlaying(media, keepAwake)
  expect(locks).toBe(0)
  becomes(false, 'play', 'playing')
  expect([locks, taken]).toEqual([1, 1])
  becomes(true, 'pause')
  expect(locks).toBe(0)
  becomes(false, 'play')
  expect([locks, taken]).toEqual([1, 2])
})

test('what plays already keeps it on at once, and whoever leaves lets it go off', () => {
  media.paused = false
  const end = awakeWhilePlaying(media, keepAwake)
  expect(locks).toBe(1)
  end()
  becomes(false, 'playing')
  expect(locks).toBe(0)
})
