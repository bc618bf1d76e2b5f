import { expect, test } from 'vitest'
import { COUNTRIES_PATTERN, countriesText, mayPlayIn } from './countries.ts'

const ALLOWED = countriesText('allow', ['de', 'CH', 'AT', 'ch'])
const DENIED = countriesText('deny', ['US', 'CN'])

test('a list has one spelling, however it was written', () => {
  expect([ALLOWED, DENIED]).toEqual(['aATCHDE', 'dCNUS'])
  for (const text of [ALLOWED, DENIED, '']) expect(text).toMatch(new RegExp(`^${COUNTRIES_PATTERN}$`))
})

test.each([
  ['CH', true, true],
  ['US', false, false],
  ['FR', false, true],
  // Letters of two neighbours are no country.
  ['TC', false, true],
  [null, false, false],
])('somebody in %s', (country, whereAllowed, whereNotDenied) => {
  expect(mayPlayIn(ALLOWED, country)).toBe(whereAllowed)
  expect(mayPlayIn(DENIED, country)).toBe(whereNotDenied)
})

test('without a list everybody may, wherever they are', () => {
  expect([mayPlayIn('', 'CH'), mayPlayIn('', null)]).toEqual([true, true])
})
