import { expect, test } from 'vitest'
import { durationAbout, soughtIn } from './sought.ts'

test.each([
  ['10 min', '', 10],
  ['10min', '', 10],
  ['20-minute sleep', 'sleep', 20],
  ['sleep 20 minutes', 'sleep', 20],
  ['rain 1 h', 'rain', 60],
  ['2 hours of rain', 'of rain', 120],
])('“%s” asks for a length', (q, words, minutes) => expect(soughtIn(q)).toEqual({ words, minutes }))

test.each(['rain', '4-7-8', '432 Hz', '10', 'mind', '10 mindful', '0 min', 'room 101 m', '1.5 h'])(
  '“%s” is looked for as it stands',
  (q) => expect(soughtIn(q)).toEqual({ words: q, minutes: null }),
)

test('about so long is a fifth more or less, and a minute for what is short', () => {
  expect(durationAbout(10)).toEqual({ min_duration: 480, max_duration: 720 })
  expect(durationAbout(1)).toEqual({ min_duration: 1, max_duration: 120 })
  expect(durationAbout(60)).toEqual({ min_duration: 2880, max_duration: 4320 })
})
