import { expect, test } from 'vitest'
import { mayCount } from './consent.ts'
import { sourceOf } from './source.ts'

test.each([
  [false, {}, true],
  [false, { globalPrivacyControl: false }, true],
  [true, {}, false],
  [false, { globalPrivacyControl: true }, false],
])('opted out %s, in a browser that says %j: counted %s', (analytics_opt_out, browser, may) => {
  expect(mayCount({ analytics_opt_out }, browser)).toBe(may)
})

test.each([
  [null, false, 'other'],
  [{ pathname: '/', search: {} }, false, 'home'],
  [{ pathname: '/', search: {} }, true, 'continue'],
  [{ pathname: '/browse', search: {} }, true, 'browse'],
  [{ pathname: '/browse', search: { q: 'rain' } }, false, 'search'],
  [{ pathname: '/browse', search: { series: 'dawn' } }, false, 'series'],
  [{ pathname: '/content/x', search: {} }, false, 'other'],
] as const)('whoever comes from %j, resumed %s, comes by %s', (from, isResumed, source) => {
  expect(sourceOf(from, isResumed)).toBe(source)
})
