import { expect, test } from 'vitest'
import { firstLanguage } from './languages.ts'

test('the first tag that is one of the languages counts, whatever its region and its letters', () => {
  expect(firstLanguage(['fr-FR', 'de-AT', 'en'])).toBe('de')
  expect(firstLanguage(['', 'DE-ch'])).toBe('de')
})

test('tags of other languages are none', () => {
  expect([firstLanguage([]), firstLanguage(['fr', 'tlh', 'deutsch'])]).toEqual([undefined, undefined])
})
