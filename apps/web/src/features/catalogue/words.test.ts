import type { User } from '@better-and-bliss/sdk'
import { describe, expect, test } from 'vitest'
import { greeting, pictureWords, readWords, viewsWords } from './words.ts'

test('every hour has a greeting', () => {
  expect([0, 5, 11, 12, 17, 18, 23].map(greeting)).toEqual([
    'Still awake',
    'Good morning',
    'Good morning',
    'Good afternoon',
    'Good afternoon',
    'Good evening',
    'Good evening',
  ])
})

test('views are told as exactly as a glance takes them in', () => {
  expect([0, 1, 999, 1_249, 999_949, 999_950, 3_400_000].map(viewsWords)).toEqual([
    '0 views',
    '1 view',
    '999 views',
    '1.2 k views',
    '999.9 k views',
    '1 million views',
    '3.4 million views',
  ])
})

describe('the picture', () => {
  const all = ['360p', '480p', '720p', '1080p']
  const on = (subscription_tier: 'free' | 'basic' | 'premium', role: 'free_user' | 'admin' = 'free_user') =>
    ({ subscription_tier, role }) as User

  test('is told as far as the member’s plan goes, and what more would take', () => {
    expect(pictureWords(all, on('free'))).toBe('up to 480p on Free, 1080p with Premium')
    expect(pictureWords(['360p', '480p', '720p'], on('free'))).toBe('up to 480p on Free, 720p with Basic')
    expect(pictureWords(['720p'], on('free'))).toBe('720p with Basic')
    expect(pictureWords(all, on('basic'))).toBe('up to 720p on Basic, 1080p with Premium')
  })

  test('has no second number for whom there is no more, and for who has no plan', () => {
    expect(pictureWords(all, on('premium'))).toBe('up to 1080p')
    expect(pictureWords(all, on('free', 'admin'))).toBe('up to 1080p')
    expect(pictureWords(['360p', '480p'], on('free'))).toBe('up to 480p')
    expect(pictureWords(all, null)).toBe('up to 1080p')
  })

  test('is not spoken of where there is none', () => expect(pictureWords([], on('free'))).toBeUndefined())
})

test.each([
  [{ content_type: 'audio' } as const, 'Audio'],
  [{ tier: 'free' } as const, 'Free plan'],
  [{ voice: false }, 'No voice'],
  [{ min_duration: 480, max_duration: 720 }, '8 min to 12 min'],
  [{ max_duration: 1_200 }, 'Up to 20 min'],
  [{ min_duration: 1_800 }, '30 min or more'],
])('what was read as %j is told as “%s”', (filters, words) => expect(readWords(filters)).toBe(words))
