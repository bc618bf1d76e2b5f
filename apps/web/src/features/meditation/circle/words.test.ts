import { describe, expect, test } from 'vitest'
import { lightWords, peopleWords, shownCode, togetherWords } from './words.ts'

describe('the words of a circle', () => {
  test('read a code out in two halves', () => {
    expect(shownCode('K7QM2XWD')).toBe('K7QM-2XWD')
  })

  test('count who is here', () => {
    expect([1, 2, 50].map(peopleWords)).toEqual(['Only you are here so far', '2 people are here', '50 people are here'])
  })

  test('say what the light shows', () => {
    const words = [null, 0.2, 0.6, 0.9].map(lightWords)
    expect(new Set(words).size).toBe(4)
    expect(words[0]).toContain('three')
  })

  test('thank for company only where there was some', () => {
    expect([null, 1, 2, 5].map(togetherWords)).toEqual([
      'Thank you for this time.',
      'Thank you for this time.',
      'You breathed together with one other.',
      'You breathed together with 4 others.',
    ])
  })
})
