import { expect, test } from 'vitest'
import { boundedText } from './bounded-text.ts'

test('NUL is refused wherever text enters: the database would fail on it', () => {
  expect(boundedText(3).safeParse('a\0b').error?.issues).toMatchObject([{ message: 'must not contain NUL' }])
  expect(boundedText(3).trim().min(1).safeParse('a\0').success).toBe(false)
  expect(boundedText(3).safeParse('a b').success).toBe(true)
})

test('what is too long is refused before anything else looks at it', () => {
  const text = boundedText(3).refine(() => {
    throw new Error('It was looked at')
  })
  expect(text.safeParse('\0'.repeat(4)).error?.issues).toMatchObject([{ message: 'must have at most 3 characters' }])
})
