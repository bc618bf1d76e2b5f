import type { IncomingHttpHeaders } from 'node:http'
import { expect, test } from 'vitest'
import { lastModified, outcomeOf } from './conditions.ts'

const version = { etag: '"now"', modifiedAtMs: Date.UTC(2026, 0, 1, 12, 0, 0, 500), size: 1000 }
const [BEFORE, AT, AFTER] = [11, 12, 13].map((hour) => lastModified({ modifiedAtMs: Date.UTC(2026, 0, 1, hour) }))
const asked = (headers: IncomingHttpHeaders, method = 'GET') => outcomeOf({ method, headers }, version)

test.each<[IncomingHttpHeaders, number]>([
  [{}, 200],
  [{ 'if-none-match': '"now"' }, 304],
  [{ 'if-none-match': '"old", W/"now"' }, 304],
  [{ 'if-none-match': '*' }, 304],
  [{ 'if-none-match': '"old"' }, 200],
  [{ 'if-none-match': '"old"', 'if-modified-since': AFTER }, 200],
  [{ 'if-modified-since': AT }, 304],
  [{ 'if-modified-since': BEFORE }, 200],
  [{ 'if-modified-since': 'yesterday' }, 200],
  [{ 'if-match': '"now"' }, 200],
  [{ 'if-match': 'W/"now"' }, 412],
  [{ 'if-match': '"old"', 'if-none-match': '"now"' }, 412],
  [{ 'if-unmodified-since': AT }, 200],
  [{ 'if-unmodified-since': BEFORE }, 412],
])('%j is answered with %i', (headers, status) => {
  expect(asked(headers).status).toBe(status)
})

test.each<[string, IncomingHttpHeaders, [number, number] | number]>([
  ['bytes=0-99', {}, [0, 99]],
  ['bytes=900-', {}, [900, 999]],
  ['bytes = 990-5000', {}, [990, 999]],
  ['bytes=-50', {}, [950, 999]],
  ['bytes=-5000', {}, [0, 999]],
  ['bytes=-0', {}, 416],
  ['bytes=1000-', {}, 416],
  ['bytes=9-1', {}, 200],
  ['bytes=0-1,3-4', {}, 200],
  ['lines=0-1', {}, 200],
  ['bytes=0-9', { 'if-range': '"now"' }, [0, 9]],
  ['bytes=0-9', { 'if-range': AT }, [0, 9]],
  ['bytes=0-9', { 'if-range': 'W/"now"' }, 200],
  ['bytes=0-9', { 'if-range': '"old"' }, 200],
  ['bytes=0-9', { 'if-none-match': '"now"' }, 304],
])('%s with %j is %j', (range, headers, expected) => {
  const outcome = asked({ range, ...headers })
  if (typeof expected === 'number') return expect(outcome).toEqual({ status: expected })
  expect(outcome).toEqual({ status: 206, range: { first: expected[0], last: expected[1] } })
})

test('a range of a HEAD is ignored', () => {
  expect(asked({ range: 'bytes=0-9' }, 'HEAD')).toEqual({ status: 200 })
})
