import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HEIGHTS, isUuid, NIL_UUID } from './index.ts'
import { signPictureToken, signStreamToken, verifyStreamToken } from './node.ts'

const NOW = 1_763_600_000
const MAX_TTL = 7200
const keys = { current: 'a secret of at least thirty-two characters, one' }
const rotated = { current: 'a secret of at least thirty-two characters, two', previous: keys.current }

const hex = fc.stringMatching(/^[0-9a-f]{32}$/)
const uuid = hex
  .map((h) => h.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'))
  .filter((id) => id !== NIL_UUID)
const token = fc.record({
  contentId: uuid,
  userId: uuid,
  expiresAtSeconds: fc.integer({ min: NOW, max: NOW + MAX_TTL }),
  maxHeight: fc.constantFrom(...HEIGHTS),
  sessionId: uuid,
})
const at = { nowSeconds: NOW, maxTtlSeconds: MAX_TTL }

describe('a signed token', () => {
  test('opens exactly what was signed, in any order of its parameters and under both keys of a rotation', () => {
    fc.assert(
      fc.property(token, fc.infiniteStream(fc.nat()), (input, shuffle) => {
        const query = signStreamToken(input, keys)
        const shuffled = query.split('&').map((parameter) => [shuffle.next().value, parameter] as const)
        const anyOrder = shuffled.sort(([a], [b]) => a - b).map(([, parameter]) => parameter)
        const { userId, expiresAtSeconds, maxHeight, sessionId } = input
        const grant = { userId, expiresAtSeconds, maxHeight, sessionId, scope: 'stream' }
        for (const ring of [keys, rotated]) {
          const verdict = verifyStreamToken({ ...at, contentId: input.contentId, query: anyOrder.join('&') }, ring)
          expect(verdict).toEqual({ verdict: 'ok', grant })
        }
      }),
    )
  })

  test('without our parameters is the token of the specification: 480p at most, no session', () => {
    fc.assert(
      fc.property(token, (input) => {
        const query = signStreamToken(input, keys).split('&q=')[0] ?? ''
        const { userId, expiresAtSeconds } = input
        const grant = { userId, expiresAtSeconds, maxHeight: 480, sessionId: null, scope: 'stream' }
        expect(verifyStreamToken({ ...at, contentId: input.contentId, query }, keys)).toEqual({ verdict: 'ok', grant })
      }),
    )
  })

  test('for pictures opens pictures, for nobody too', () => {
    fc.assert(
      fc.property(token, fc.boolean(), (input, anonymous) => {
        const userId = anonymous ? NIL_UUID : input.userId
        const query = signPictureToken({ ...input, userId }, keys)
        const { contentId, expiresAtSeconds } = input
        const grant = { userId, expiresAtSeconds, maxHeight: 0, sessionId: null, scope: 'pictures' }
        expect(verifyStreamToken({ ...at, contentId, query }, keys)).toEqual({ verdict: 'ok', grant })
      }),
    )
  })

  test('opens no other content and nothing under another key', () => {
    fc.assert(
      fc.property(token, uuid, (input, other) => {
        fc.pre(other !== input.contentId)
        const queries = [signStreamToken(input, keys), signPictureToken(input, keys)]
        for (const query of queries) {
          expect(verifyStreamToken({ ...at, contentId: other, query }, keys)).toEqual({ verdict: 'invalid' })
          const stranger = { current: rotated.current }
          expect(verifyStreamToken({ ...at, contentId: input.contentId, query }, stranger)).toEqual({
            verdict: 'invalid',
          })
        }
      }),
    )
  })

  test('is made of characters that need no encoding in a URL or a playlist', () => {
    fc.assert(
      fc.property(token, (input) => {
        expect(signStreamToken(input, keys)).toMatch(/^[\w\-.=&]+$/)
      }),
    )
  })
})

describe('arbitrary text', () => {
  test('is never accepted and never throws', () => {
    const query = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.webQueryParameters(),
      fc.stringMatching(/^e=[0-9]{10}&md5=[0-9a-f]{32}$/),
    )
    fc.assert(
      fc.property(fc.oneof(uuid, fc.string()), query, (contentId, text) => {
        expect(verifyStreamToken({ ...at, contentId, query: text }, rotated)).toEqual({ verdict: 'invalid' })
      }),
      { numRuns: 2000 },
    )
  })
})

describe('signing refuses what no validator would accept', () => {
  const good = {
    contentId: uuidOf('1'),
    userId: uuidOf('2'),
    expiresAtSeconds: NOW,
    maxHeight: 720,
    sessionId: uuidOf('3'),
  }
  test.each([
    ['a content id that is no UUID', { contentId: 'x' }],
    ['an upper-case user id', { userId: uuidOf('A') }],
    ['a session id that is no UUID', { sessionId: '' }],
    ['a height that is no rung', { maxHeight: 481 }],
    ['milliseconds', { expiresAtSeconds: NOW * 1000 }],
    ['a fraction of a second', { expiresAtSeconds: NOW + 0.5 }],
    ['no number', { expiresAtSeconds: Number.NaN }],
  ])('%s', (_, bad) => {
    expect(() => signStreamToken({ ...good, ...bad }, keys)).toThrow(RangeError)
  })
})

test('isUuid accepts any version and variant, in lower case only', () => {
  expect(['1', 'f', '0'].map(uuidOf).every(isUuid)).toBe(true)
  expect([uuidOf('F'), `${uuidOf('1')}\n`, ` ${uuidOf('1')}`, uuidOf('1').replaceAll('-', ''), ''].some(isUuid)).toBe(
    false,
  )
})

function uuidOf(digit: string): string {
  return '8-4-4-4-12'.replace(/[0-9]+/g, (width) => digit.repeat(Number(width)))
}
