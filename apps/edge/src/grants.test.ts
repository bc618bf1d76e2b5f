import { expect, test } from 'vitest'
import { rememberGrants } from './grants.ts'
import { CONTENT, KEYS, NOW_SECONDS, OTHER_CONTENT, streamToken } from './testing/media.ts'

test('a remembered token still opens its own content only', () => {
  const openToken = rememberGrants(KEYS)
  const query = streamToken()
  const first = openToken({ contentId: CONTENT, query })
  expect(first).toMatchObject({ maxHeight: 1080 })
  expect(openToken({ contentId: CONTENT, query })).toBe(first)
  expect(openToken({ contentId: OTHER_CONTENT, query })).toBeNull()
})

test('the memory is bounded, and strangers push nobody out of it', () => {
  const openToken = rememberGrants(KEYS, 2)
  const token = (second: number) => ({
    contentId: CONTENT,
    query: streamToken({ expiresAtSeconds: NOW_SECONDS + second }),
  })
  const grants = [token(1), token(2), token(3)].map(openToken)
  for (let i = 0; i < 10; i++) expect(openToken({ contentId: CONTENT, query: `e=${i}` })).toBeNull()
  expect(openToken(token(2))).toBe(grants[1])
  expect(openToken(token(3))).toBe(grants[2])
  expect(openToken(token(1))).toEqual(grants[0])
  expect(openToken(token(1))).not.toBe(grants[0])
})
