import { expect, test } from 'vitest'
import { acceptedLanguages } from './accepted-languages.ts'

test('languages come by their weight, and by their order where that is the same', () => {
  expect(acceptedLanguages('fr;q=0.4, de-AT, en ;q=0.9, it; Q=1')).toEqual(['de-AT', 'it', 'en', 'fr'])
})

test('what is refused, or cannot be read, is none', () => {
  expect(acceptedLanguages('de;q=0, en;q=much, ,;q=1')).toEqual([])
  expect([acceptedLanguages(''), acceptedLanguages(undefined)]).toEqual([[], []])
})
