import type { SignIn } from '@better-and-bliss/sdk'
import { expect, test } from 'vitest'
import { agoWords, deviceWords, thisDeviceFirst } from './device-words.ts'

const NOW = Date.parse('2026-11-20T12:00:00Z')
const minutesAgo = (minutes: number) => NOW - minutes * 60_000

function signIn(part: Partial<SignIn>): SignIn {
  const times = { since: '2026-05-03T12:00:00Z', last_seen: '2026-11-19T12:00:00Z' }
  return { id: 'a', device: 'Firefox on Linux', place: null, current: false, ...times, ...part }
}

test('when a device was used last is told as a person would', () => {
  const ages = [-1, 9, 25, 60, 24 * 60, 3 * 24 * 60, 8 * 24 * 60]
  expect(ages.map((minutes) => agoWords(minutesAgo(minutes), NOW))).toEqual([
    ...['just now', 'just now', '25 minutes ago', '1 hour ago'],
    ...['yesterday', '3 days ago', 'November 12, 2026'],
  ])
})

test('a place that nobody knows is left out, and the device at hand is in use', () => {
  expect(deviceWords(signIn({ place: 'Norway' }), NOW)).toBe(
    'Norway · last used yesterday · signed in since May 3, 2026',
  )
  expect(deviceWords(signIn({ current: true }), NOW)).toBe('in use now · signed in since May 3, 2026')
})

test('this device stands first, and the others as the API has them', () => {
  const listed = [signIn({ id: 'b' }), signIn({ id: 'a', current: true }), signIn({ id: 'c' })]
  expect(thisDeviceFirst(listed).map(({ id }) => id)).toEqual(['a', 'b', 'c'])
})
