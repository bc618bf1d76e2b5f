import { expect, test } from 'vitest'
import { FakeVideo } from '../../testing/video.ts'
import { followKeyboardSeeks } from './keyboard-seeks.ts'

test('a jump by a key is told, one by the pointer or the lock screen is not, and none after the end', () => {
  const media = new FakeVideo()
  const page = new EventTarget()
  const told: number[] = []
  let nowMs = 1_000
  const end = followKeyboardSeeks({ media, page, nowMs: () => nowMs, onSeek: (seconds) => told.push(seconds) })
  const jump = (seconds: number) => {
    media.currentTime = seconds
    media.dispatchEvent(new Event('seeking'))
  }
  jump(10)
  page.dispatchEvent(new Event('keydown'))
  nowMs += 20
  jump(20)
  nowMs += 5_000
  jump(30)
  page.dispatchEvent(new Event('keydown'))
  end()
  jump(40)
  expect(told).toEqual([20])
})
