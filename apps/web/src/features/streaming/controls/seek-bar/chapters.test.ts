import { expect, test } from 'vitest'
import { chapterAt, chapterSpans } from './chapters.ts'

const CHAPTERS = [
  { title: 'Arrive', start_seconds: 5 },
  { title: 'Breathe', start_seconds: 60 },
  { title: 'Rest', start_seconds: 300 },
]

test('a chapter lasts until the next begins', () => {
  expect([0, 5, 59.9, 60, 1000].map((seconds) => chapterAt(CHAPTERS, seconds))).toEqual([-1, 0, 0, 1, 2])
  expect(chapterAt([], 3)).toBe(-1)
})

test('the last lasts until the end, and what begins after the end is none', () => {
  expect(chapterSpans(CHAPTERS, 200)).toEqual([
    { title: 'Arrive', startSeconds: 5, endSeconds: 60 },
    { title: 'Breathe', startSeconds: 60, endSeconds: 200 },
  ])
})
