import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { EndedStream, Revocation } from './revocation-feed.ts'
import { RevocationList } from './revocation-list.ts'
import { streamSessionId } from './session-id.ts'
import type { Grant } from './verify.ts'

const MEMBER = '1e7d3c5b-9f80-4a1b-8c2d-3e4f5a6b7c8d'
const OTHER_MEMBER = '2f7d3c5b-9f80-4a1b-8c2d-3e4f5a6b7c8d'
const ITEM = '3f2b8c1e-5d4a-4b6f-8a97-0c1d2e3f4a5b'
const OTHER_ITEM = '9a0b1c2d-3e4f-4a5b-9c6d-7e8f90a1b2c3'
const SIGN_IN = '7c6b5a49-3827-4615-9403-f2e1d0c9b8a7'
const OTHER_SIGN_IN = '7c6b5a49-3827-4615-9403-000000000000'
const UUID = '4b7f1c9e-25d3-4e0a-b1f6-6a5d4c3b2a19'
const SESSION = streamSessionId(UUID, SIGN_IN)
const E = 1_763_607_200
const UNTIL = E + 600

const grant = (changes: Partial<Grant> = {}): Grant => ({
  scope: 'stream',
  userId: MEMBER,
  sessionId: SESSION,
  maxHeight: 720,
  expiresAtSeconds: E,
  ...changes,
})
const withoutSession = (changes: Partial<Grant> = {}) => grant({ sessionId: null, maxHeight: 480, ...changes })
const picture = (changes: Partial<Grant> = {}) =>
  grant({ scope: 'pictures', sessionId: null, maxHeight: 0, ...changes })

const stream = (changes: Partial<EndedStream> = {}): EndedStream => ({
  session_id: SESSION,
  content_id: ITEM,
  first_e: E,
  last_e: E,
  ...changes,
})
const signIn = (streams = [stream()]): Revocation => ({
  kind: 'sign_in',
  id: SIGN_IN,
  member_id: MEMBER,
  streams,
  until: UNTIL,
})
const member = (changes: Partial<Extract<Revocation, { kind: 'member' }>> = {}): Revocation => ({
  kind: 'member',
  id: MEMBER,
  ended: false,
  max_height: 1080,
  streams: [],
  until: UNTIL,
  ...changes,
})
const item = (changes: Partial<Extract<Revocation, { kind: 'item' }>> = {}): Revocation => ({
  kind: 'item',
  id: ITEM,
  ended: false,
  min_height: 0,
  sessionless_through_e: 0,
  countries: '',
  until: UNTIL,
  ...changes,
})

function listOf(...facts: Revocation[]) {
  const list = new RevocationList()
  list.apply(facts)
  return (token: Grant, contentId = ITEM) => list.isRevoked(token, contentId)
}

describe('a sign-in that ended', () => {
  const isRevoked = listOf(signIn())

  test('refuses every stream that was begun in it, named or not', () => {
    expect(isRevoked(grant())).toBe(true)
    expect(isRevoked(grant({ sessionId: streamSessionId(OTHER_ITEM, SIGN_IN) }), OTHER_ITEM)).toBe(true)
  })

  test('refuses no stream of another sign-in or member, and no picture', () => {
    expect(isRevoked(grant({ sessionId: streamSessionId(UUID, OTHER_SIGN_IN) }))).toBe(false)
    expect(isRevoked(grant({ userId: OTHER_MEMBER }))).toBe(false)
    expect(isRevoked(picture())).toBe(false)
  })

  test('refuses streams that it names although their ids do not show the sign-in', () => {
    const named = listOf(signIn([stream({ session_id: UUID })]))
    expect(named(grant({ sessionId: UUID }))).toBe(true)
  })
})

describe('a stream that ended', () => {
  test('refuses its own tokens and no other', () => {
    const isRevoked = listOf({ kind: 'stream', id: SESSION, member_id: MEMBER, streams: [stream()], until: UNTIL })
    expect([isRevoked(grant()), isRevoked(withoutSession())]).toEqual([true, true])
    expect(isRevoked(grant({ sessionId: streamSessionId(OTHER_ITEM, SIGN_IN) }))).toBe(false)
  })
})

describe('a token that names no session', () => {
  test('is refused exactly where an ended stream of its member can have had it', () => {
    const expiry = fc.integer({ min: E - 20, max: E + 20 })
    const ended = fc
      .record({ content_id: fc.constantFrom(ITEM, OTHER_ITEM, null), a: expiry, b: expiry })
      .map(({ content_id, a, b }) => stream({ content_id, first_e: Math.min(a, b), last_e: Math.max(a, b) }))
    fc.assert(
      fc.property(
        fc.array(ended, { maxLength: 5 }),
        fc.constantFrom(MEMBER, OTHER_MEMBER),
        fc.constantFrom(ITEM, OTHER_ITEM),
        expiry,
        (streams, userId, contentId, expiresAtSeconds) => {
          const canBe = streams.some(
            ({ content_id, first_e, last_e }) =>
              (content_id ?? contentId) === contentId && first_e <= expiresAtSeconds && expiresAtSeconds <= last_e,
          )
          const token = withoutSession({ userId, expiresAtSeconds })
          const expected = userId === MEMBER && canBe
          expect(listOf(signIn(streams))(token, contentId)).toBe(expected)
          expect(listOf(member({ streams }))(token, contentId)).toBe(expected)
          expect(listOf(...spread(streams))(token, contentId)).toBe(expected)
        },
      ),
    )
  })

  test('opens where a stream has it that goes on, although one entry describes many that ended', () => {
    const many = stream({ session_id: null, content_id: null, first_e: 0, except: [{ content_id: ITEM, e: E }] })
    const isRevoked = listOf(signIn([many]))
    expect(isRevoked(withoutSession())).toBe(false)
    expect(isRevoked(withoutSession(), OTHER_ITEM)).toBe(true)
    expect(isRevoked(withoutSession({ expiresAtSeconds: E - 1 }))).toBe(true)
    expect(listOf(signIn([many]), ...spread([stream()]))(withoutSession())).toBe(true)
  })

  test('that was issued after the end opens, whatever was ended and however often', () => {
    const second = fc.integer({ min: 0, max: 1_000 })
    fc.assert(
      fc.property(fc.array(second, { maxLength: 10 }), second, (issued, later) => {
        const streams = issued.map((at) => stream({ first_e: E, last_e: E + at }))
        const token = withoutSession({ expiresAtSeconds: E + Math.max(0, ...issued) + 1 + later })
        expect(listOf(signIn(streams), ...spread(streams))(token)).toBe(false)
      }),
    )
  })
})

describe('a member', () => {
  test('who is suspended or deleted opens no stream until it is otherwise; pictures stay', () => {
    const list = new RevocationList()
    list.apply([member({ ended: true })])
    expect([grant(), withoutSession(), picture()].map((token) => list.isRevoked(token, ITEM))).toEqual([
      true,
      true,
      false,
    ])
    list.apply([member()])
    expect([grant(), withoutSession()].map((token) => list.isRevoked(token, ITEM))).toEqual([false, false])
  })

  test('whose tier was lowered opens nothing above it, and what is signed anew', () => {
    const isRevoked = listOf(member({ max_height: 480, streams: [stream()] }))
    expect([480, 720, 1080].map((maxHeight) => isRevoked(grant({ maxHeight })))).toEqual([false, true, true])
    expect(isRevoked(withoutSession())).toBe(true)
    expect(isRevoked(withoutSession({ expiresAtSeconds: E + 1 }))).toBe(false)
  })
})

describe('an item', () => {
  test('that is withdrawn opens neither media nor pictures, until it is back', () => {
    const list = new RevocationList()
    const tokens = [grant(), withoutSession(), picture()]
    list.apply([item({ ended: true })])
    expect(tokens.map((token) => list.isRevoked(token, ITEM))).toEqual([true, true, true])
    expect(tokens.map((token) => list.isRevoked(token, OTHER_ITEM))).toEqual([false, false, false])
    list.apply([item()])
    expect(tokens.map((token) => list.isRevoked(token, ITEM))).toEqual([false, false, false])
  })

  test('whose tier was raised opens for the caps of that tier; its pictures stay', () => {
    const isRevoked = listOf(item({ min_height: 720, sessionless_through_e: E }))
    expect([480, 720, 1080].map((maxHeight) => isRevoked(grant({ maxHeight })))).toEqual([true, false, false])
    expect(isRevoked(withoutSession())).toBe(true)
    expect(isRevoked(withoutSession({ expiresAtSeconds: E + 1 }))).toBe(false)
    expect(isRevoked(picture())).toBe(false)
  })
})

describe('the list', () => {
  const facts = [signIn(), member({ id: OTHER_MEMBER }), item(), item({ id: OTHER_ITEM, ended: true })]

  test('is the same whatever comes twice', () => {
    const list = new RevocationList()
    list.apply(facts)
    list.apply(facts)
    expect(list.facts()).toEqual(facts)
    const again = new RevocationList()
    again.apply(list.facts())
    for (const token of [grant(), withoutSession(), picture(), grant({ userId: OTHER_MEMBER })]) {
      for (const contentId of [ITEM, OTHER_ITEM]) {
        expect(again.isRevoked(token, contentId)).toBe(list.isRevoked(token, contentId))
      }
    }
  })

  test('forgets what no living token can be refused for, and nothing before', () => {
    const list = new RevocationList()
    list.apply(facts)
    list.prune(UNTIL)
    expect(list.facts()).toHaveLength(4)
    expect([list.isRevoked(grant(), ITEM), list.isRevoked(picture(), OTHER_ITEM)]).toEqual([true, true])
    list.prune(UNTIL + 1)
    expect(list.facts()).toEqual([])
    expect([list.isRevoked(grant(), ITEM), list.isRevoked(picture(), OTHER_ITEM)]).toEqual([false, false])
  })

  test('keeps a member as long as the last fact about it', () => {
    const list = new RevocationList()
    list.apply([signIn(), member({ until: UNTIL + 100, ended: true })])
    list.prune(UNTIL + 50)
    expect(list.isRevoked(grant(), ITEM)).toBe(true)
  })
})

/** Each stream by a fact of its own. */
function spread(streams: EndedStream[]): Revocation[] {
  return streams.map((one, index) => ({
    kind: 'stream',
    id: `${UUID.slice(0, -2)}${String(index).padStart(2, '0')}`,
    member_id: MEMBER,
    streams: [one],
    until: UNTIL,
  }))
}

test("an item's countries are known as long as its fact is", () => {
  const list = new RevocationList()
  expect(list.countriesOf(ITEM)).toBe('')
  list.apply([item({ countries: 'aCH', until: 9_999_999_999 })])
  list.prune(UNTIL + 1_000_000)
  expect([list.countriesOf(ITEM), list.countriesOf(OTHER_ITEM)]).toEqual(['aCH', ''])
  list.apply([item()])
  expect(list.countriesOf(ITEM)).toBe('')
})
