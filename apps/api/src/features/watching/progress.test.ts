import { expect, test } from 'vitest'
import { progressAt } from './progress.ts'

const chapters = (title: string, startSeconds = 1_000) => [
  { title: 'Arriving', startSeconds: 0 },
  { title, startSeconds },
]

test.each([
  ['Credits', 1_000, true],
  ['End credits', 999, false],
  ['Rest', 1_000, false],
  ['Accreditations', 1_000, false],
])('of a half hour whose last chapter is “%s” from 1,000 s on, %d s are watched: %s', (title, seconds, isWatched) => {
  const item = { id: 'a', durationSeconds: 1_800, chapters: chapters(title) }
  expect(progressAt(seconds, item)).toEqual({ isWatched, isUnderWay: !isWatched })
})

test('an item that is credits and nothing else is not watched at once', () => {
  const item = { id: 'a', durationSeconds: null, chapters: [{ title: 'Credits', startSeconds: 0 }] }
  expect(progressAt(10, item).isWatched).toBe(false)
})
