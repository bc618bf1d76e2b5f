import { expect, test } from 'vitest'
import { languageFor } from './languages.ts'

test('what was chosen on the device comes before what the browser prefers', () => {
  expect(languageFor('de', ['en-GB'])).toBe('de')
  expect(languageFor('en', ['de'])).toBe('en')
})

test('without a choice it is the first language of the browser that there is, whatever its region', () => {
  expect(languageFor(null, ['fr-FR', 'de-AT', 'en'])).toBe('de')
  expect(languageFor('tlh', ['DE-ch'])).toBe('de')
})

test('a browser that speaks none of them gets English', () => {
  expect([languageFor(null, ['fr']), languageFor(null, [])]).toEqual(['en', 'en'])
})
