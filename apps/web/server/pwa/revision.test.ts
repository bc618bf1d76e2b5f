import { expect, test } from 'vitest'
import { withRevision } from './revision.ts'

test.each([
  '[{url:"scheme.js",revision:"s"},{url:"index.html",revision:"of the build"}]',
  '[{\n  "url": "scheme.js",\n  "revision": "s"\n}, {\n  "url": "index.html",\n  "revision": "of the build"\n}]',
])('the page alone gets a revision of what is sent, however the worker is written: %s', (worker) => {
  const [one, other] = ['one', 'other'].map((sent) => withRevision(worker, sent))
  expect(one).not.toBe(other)
  expect(one?.replace(/[0-9a-f]{32}/, 'of the build')).toBe(worker)
})
