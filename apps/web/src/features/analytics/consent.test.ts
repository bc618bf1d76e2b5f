import { expect, test } from 'vitest'
import { mayCount } from './consent.ts'

test.each([
  [false, {}, true],
  [false, { globalPrivacyControl: false }, true],
  [true, {}, false],
  [false, { globalPrivacyControl: true }, false],
])('opted out %s, in a browser that says %j: counted %s', (analytics_opt_out, browser, may) => {
  expect(mayCount({ analytics_opt_out }, browser)).toBe(may)
})
