import { expect, test } from 'vitest'
import { languageIn, likeliestLanguage, tracksOf } from './languages.ts'

test('a language is found as it is, else as it is spoken elsewhere', () => {
  expect(languageIn(['en-GB', 'en-US', 'de'], 'en-US')).toBe('en-US')
  expect(languageIn(['de', 'en-GB'], 'en-US')).toBe('en-GB')
  expect(languageIn(['pt-BR'], 'pt')).toBe('pt-BR')
  expect([languageIn(['de'], 'en'), languageIn(['de'], null)]).toEqual([null, null])
})

test('every track can be chosen, where several are in one language, too', () => {
  const named = [
    { language: 'en', label: 'English' },
    { language: 'en', label: 'English (commentary)' },
    { language: '', label: 'Unknown language' },
    { language: 'und', label: 'Commentary' },
  ]
  const ids = tracksOf(named).map(({ id }) => id)
  expect(ids).toEqual(['en', 'en English (commentary)', 'Unknown language', 'Commentary'])
  expect(ids.map((id) => languageIn(ids, id))).toEqual(ids)
  expect(languageIn(['de', 'en-GB'], 'en English (commentary)')).toBe('en-GB')
})

test('the likeliest is the first wish that can be met, else what there is', () => {
  expect(likeliestLanguage(['en', 'de'], [null, 'fr', 'de-CH'])).toBe('de')
  expect(likeliestLanguage(['en', 'de'], ['fr'])).toBe('en')
  expect(likeliestLanguage([], ['fr'])).toBeNull()
})
