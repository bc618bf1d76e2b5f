import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  countriesIn,
  furtherPages,
  type Grant,
  isItemClosed,
  isStreamEnded,
  itemEntry,
  itemEntryKey,
  type MemberFact,
  memberEntries,
  memberEntryKey,
  memberOf,
  RevocationList,
} from './index.ts'
import type { Revocation } from './revocation-feed.ts'

const MEMBER = '1e7d3c5b-9f80-4a1b-8c2d-3e4f5a6b7c8d'
const NOW = 1_763_600_000
const UNTIL = NOW + 7_800

/** Few ids and moments, so that facts and tokens meet. */
const id = (kind: string) =>
  fc.integer({ min: 0, max: 5 }).map((n) => `${kind}${n}000000-0000-4000-8000-00000000000${n % 3}`)
const item = id('c')
const session = id('5')
const moment = fc.integer({ min: NOW, max: NOW + 20 })
const height = fc.constantFrom(0, 360, 480, 720, 1080)
const stream = fc.record(
  {
    session_id: fc.option(session),
    content_id: fc.option(item),
    first_e: moment,
    last_e: moment,
    except: fc.array(fc.record({ content_id: item, e: moment }), { maxLength: 3 }),
  },
  { requiredKeys: ['session_id', 'content_id', 'first_e', 'last_e'] },
)
const common = { streams: fc.array(stream, { maxLength: 4 }), until: fc.constant(UNTIL) }
const memberFact: fc.Arbitrary<MemberFact> = fc.oneof(
  fc.record({
    ...common,
    kind: fc.constant('member'),
    id: fc.constant(MEMBER),
    ended: fc.boolean(),
    max_height: height,
  }),
  fc.record({ ...common, kind: fc.constant('sign_in'), id: id('a'), member_id: fc.constant(MEMBER) }),
  fc.record({ ...common, kind: fc.constant('stream'), id: session, member_id: fc.constant(MEMBER) }),
)
const itemFact = fc.record({
  kind: fc.constant('item'),
  id: item,
  ended: fc.boolean(),
  min_height: height,
  sessionless_through_e: moment,
  countries: fc.constantFrom('', 'aCH', 'dDEUS'),
  until: fc.constant(UNTIL),
})
/** One fact of a kind and id, as whoever follows the feed has it. */
const facts = fc.uniqueArray(fc.oneof({ weight: 4, arbitrary: memberFact }, itemFact), {
  selector: (fact) => `${fact.kind} ${fact.id}`,
  maxLength: 12,
})
const grant: fc.Arbitrary<Grant> = fc.oneof(
  fc.record({
    userId: fc.constant(MEMBER),
    expiresAtSeconds: moment,
    maxHeight: height,
    sessionId: fc.option(session),
    scope: fc.constant('stream'),
  }),
  fc.record({
    userId: fc.constant(MEMBER),
    expiresAtSeconds: moment,
    maxHeight: fc.constant(0),
    sessionId: fc.constant(null),
    scope: fc.constant('pictures'),
  }),
)

const ROOMY = { maxLength: 1024, maxPages: 8 }

function storeOf(all: readonly Revocation[], limits: typeof ROOMY): Map<string, string> {
  const store = new Map<string, string>()
  for (const fact of all) if (fact.kind === 'item') store.set(itemEntryKey(fact.id), itemEntry(fact))
  const ofMember = all.filter((fact) => fact.kind !== 'item')
  if (ofMember.length === 0) return store
  for (const [page, value] of memberEntries(ofMember, limits).entries()) store.set(memberEntryKey(MEMBER, page), value)
  return store
}

/** As an edge asks that looks keys up. */
function isRefused(store: Map<string, string>, token: Grant, contentId: string): boolean {
  const ofItem = store.get(itemEntryKey(contentId))
  if (ofItem !== undefined && isItemClosed(ofItem, token)) return true
  if (token.scope === 'pictures') return false
  const first = store.get(memberEntryKey(token.userId))
  if (first === undefined) return false
  const pages = Array.from({ length: furtherPages(first) + 1 }, (_, page) =>
    store.get(memberEntryKey(token.userId, page)),
  )
  return pages.some((value) => value === undefined || isStreamEnded(value, token, contentId))
}

function listOf(all: readonly Revocation[]): RevocationList {
  const list = new RevocationList()
  list.apply(all)
  return list
}

describe('entries of what was ended', () => {
  test('refuse exactly what the list refuses', () => {
    fc.assert(
      fc.property(facts, grant, item, (all, token, contentId) => {
        const store = storeOf(all, ROOMY)
        expect(isRefused(store, token, contentId)).toBe(listOf(all).isRevoked(token, contentId))
        expect(countriesIn(store.get(itemEntryKey(contentId)) ?? '')).toBe(listOf(all).countriesOf(contentId))
      }),
      { numRuns: 3_000 },
    )
  })

  test('say the same over many short values', () => {
    fc.assert(
      fc.property(facts, grant, item, (all, token, contentId) => {
        const store = storeOf(all, { maxLength: 120, maxPages: 99 })
        expect(isRefused(store, token, contentId)).toBe(listOf(all).isRevoked(token, contentId))
      }),
      { numRuns: 1_000 },
    )
  })

  test.each([
    { maxLength: 80, maxPages: 1 },
    { maxLength: 60, maxPages: 2 },
  ])('that have too little room (%j) refuse no less, and keep to it', (limits) => {
    fc.assert(
      fc.property(facts, grant, item, (all, anyToken, contentId) => {
        // A session has no token with a later `e` than the last that is told of it.
        const token = anyToken.sessionId === null ? anyToken : { ...anyToken, expiresAtSeconds: NOW }
        const store = storeOf(all, limits)
        const values = [...store].filter(([key]) => key.startsWith('member')).map(([, value]) => value)
        expect(values.length).toBeLessThanOrEqual(limits.maxPages)
        expect(Math.max(0, ...values.map((value) => value.length))).toBeLessThanOrEqual(limits.maxLength)
        if (listOf(all).isRevoked(token, contentId)) expect(isRefused(store, token, contentId)).toBe(true)
      }),
      { numRuns: 1_000 },
    )
  })

  test('of a member with hundreds of ended streams open what was signed after the last of them', () => {
    const ended = Array.from({ length: 400 }, (_, index): MemberFact => {
      const sessionId = `${String(index).padStart(8, '0')}-0000-4000-8000-000000000000`
      const span = { session_id: sessionId, content_id: null, first_e: NOW + index, last_e: NOW + index }
      return { kind: 'stream', id: sessionId, member_id: MEMBER, streams: [span], until: UNTIL }
    })
    const store = storeOf(ended, ROOMY)
    const token = { userId: MEMBER, maxHeight: 1080, sessionId: null, scope: 'stream' } as const
    const contentId = 'c0000000-0000-4000-8000-000000000000'
    expect([...store.values()]).toEqual([expect.stringMatching(/^a\w+$/)])
    expect(isRefused(store, { ...token, expiresAtSeconds: NOW + 399 }, contentId)).toBe(true)
    expect(isRefused(store, { ...token, expiresAtSeconds: NOW + 400 }, contentId)).toBe(false)
  })

  test('a word of a version that knows more refuses', () => {
    const token: Grant = { userId: MEMBER, expiresAtSeconds: NOW, maxHeight: 480, sessionId: null, scope: 'stream' }
    expect(isStreamEnded('q1080 z9', token, MEMBER)).toBe(true)
    expect(isItemClosed('q0 z9', token)).toBe(true)
  })

  test('the member of a fact is whose streams it ends', () => {
    const ofSignIn: MemberFact = { kind: 'sign_in', id: 'x', member_id: MEMBER, streams: [], until: UNTIL }
    expect([
      memberOf(ofSignIn),
      memberOf({ ...ofSignIn, kind: 'member', id: 'y', ended: true, max_height: 0 }),
    ]).toEqual([MEMBER, 'y'])
  })
})
