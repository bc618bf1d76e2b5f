import { expect, test } from 'vitest'
import { lateChaptersWords } from './words.ts'

const chapters = [
  { title: 'Arriving', start_seconds: 0 },
  { title: 'The shore', start_seconds: 60 },
  { title: 'Rest', start_seconds: 90 },
]

test('chapters that begin after the end of the media are told, and those within are not', () => {
  expect(lateChaptersWords({ chapters, media_duration_seconds: 90 })).toBeNull()
  expect(lateChaptersWords({ chapters, media_duration_seconds: null })).toBeNull()
  expect(lateChaptersWords({ chapters, media_duration_seconds: 75 })).toMatch(/^One chapter, “Rest”, begins/)
  expect(lateChaptersWords({ chapters, media_duration_seconds: 30 })).toMatch(
    /^2 chapters, the first of them “The shore”, begin/,
  )
})
