import { expect, test } from 'vitest'
import { greeting } from './words.ts'

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
