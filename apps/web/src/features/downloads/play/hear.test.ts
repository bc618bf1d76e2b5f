import { beforeEach, expect, test } from 'vitest'
import type { Unsent } from '../../meditation/unsent/unsent.ts'
import { FakeVideo } from '../../streaming/testing/video.ts'
import type { PlayFollower } from '../../streaming/use-follower.ts'
import { hearDownload } from './hear.ts'

let nowMs: number
let video: FakeVideo & { seeking: boolean; ended: boolean }
let page: EventTarget
let told: Unsent[]
let follower: PlayFollower

beforeEach(() => {
  nowMs = Date.parse('2026-01-01T07:00:00.000Z')
  video = Object.assign(new FakeVideo(), { seeking: false, ended: false })
  page = new EventTarget()
  told = []
  follower = hearDownload({
    media: video.asElement(),
    contentId: 'rain',
    newId: () => `session ${told.length}`,
    tell: (entry) => told.push(entry),
    nowMs: () => nowMs,
    page,
  })
})

function hear(seconds: number): void {
  video.paused = false
  video.dispatchEvent(new Event('playing'))
  video.dispatchEvent(new Event('timeupdate'))
  for (let second = 0; second < seconds; second += 1) {
    nowMs += 1_000
    video.currentTime += 1
    video.dispatchEvent(new Event('timeupdate'))
  }
  video.paused = true
  video.dispatchEvent(new Event('pause'))
}

const sessions = () => told.map(({ session }) => session)

test('what was heard is told once, when its play ends, with when it began', () => {
  hear(90)
  expect(told).toEqual([])
  video.ended = true
  follower.end()
  page.dispatchEvent(new Event('pagehide'))
  expect(told).toEqual([
    {
      id: 'session 0',
      session: {
        started_at: '2026-01-01T07:00:00.000Z',
        duration_seconds: 90,
        completed: true,
        mood_before: null,
        heard: { content_id: 'rain' },
      },
      reflection: null,
    },
  ])
})

test('a page that goes tells what was heard until then; what is heard after it came back is another session', () => {
  hear(70)
  page.dispatchEvent(new Event('pagehide'))
  hear(80)
  follower.end()
  expect(sessions()).toMatchObject([{ duration_seconds: 70, completed: false }, { duration_seconds: 80 }])
})

test('a short pause takes no time; a long one ends the session', () => {
  hear(40)
  nowMs += 10 * 60_000
  hear(40)
  nowMs += 31 * 60_000
  hear(65)
  follower.end()
  expect(sessions()).toMatchObject([
    { started_at: '2026-01-01T07:00:00.000Z', duration_seconds: 80 },
    { started_at: '2026-01-01T07:42:20.000Z', duration_seconds: 65 },
  ])
})

test('who heard less than a minute has looked in', () => {
  hear(59)
  follower.end()
  expect(told).toEqual([])
})
