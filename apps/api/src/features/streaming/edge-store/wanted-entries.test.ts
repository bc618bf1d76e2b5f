import { memberEntryKey } from '@better-and-bliss/stream-token'
import type { Revocation } from '@better-and-bliss/stream-token/revocation-feed'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { WantedEntries } from './wanted-entries.ts'

const NOW = 1_763_600_000

const id = (kind: string, n: number) => `${kind}${String(n).padStart(7, '0')}-0000-4000-8000-000000000000`
const stream = (member: number, n: number, until = NOW + 7_800): Revocation => ({
  kind: 'stream',
  id: id('5', n),
  member_id: id('1', member),
  streams: [{ session_id: id('5', n), content_id: id('c', n), first_e: NOW, last_e: NOW + 7_200 }],
  until,
})
const item = (n: number, until = NOW + 7_800): Revocation => ({
  kind: 'item',
  id: id('c', n),
  ended: true,
  min_height: 0,
  sessionless_through_e: 0,
  countries: '',
  until,
})

/** What a store holds after the changes. */
function holding(wanted: WantedEntries, held: Map<string, string>, everything = false): Map<string, string> {
  const groups = wanted.changesTo(held, everything)
  const keys = groups.flat().map(({ key }) => key)
  expect(new Set(keys).size, 'each key once').toBe(keys.length)
  for (const { key, value } of groups.flat()) {
    if (value === null) held.delete(key)
    else held.set(key, value)
  }
  wanted.settled()
  return held
}

test('a store that follows holds what one holds that begins anew, whatever came when and ended when', () => {
  const fact = fc.oneof(
    fc.tuple(fc.nat(2), fc.nat(60), fc.nat(20)).map(([member, n, end]) => stream(member, n, NOW + end)),
    fc.tuple(fc.nat(5), fc.nat(20)).map(([n, end]) => item(n, NOW + end)),
  )
  const rounds = fc.array(fc.tuple(fc.array(fact, { maxLength: 40 }), fc.nat(20)), { maxLength: 6 })
  fc.assert(
    fc.property(rounds, (steps) => {
      const followed = new WantedEntries()
      const anew = new WantedEntries()
      const held = new Map([['settings', 'of another kind']])
      for (const [facts, seconds] of steps) {
        for (const wanted of [followed, anew]) {
          wanted.apply(facts)
          wanted.prune(NOW + seconds)
        }
        holding(followed, held)
      }
      const stale = new Map([...held, ['member/gone', 'c'], ['member/gone/1', 'c'], ['item/gone', 'c']])
      expect(holding(anew, stale, true)).toEqual(held)
      expect(followed.changesTo(held, true)).toEqual([])
    }),
    { numRuns: 200 },
  )
})

test('what is asked for again and again costs nothing', () => {
  const wanted = new WantedEntries()
  wanted.apply([stream(1, 1), item(1)])
  const held = holding(wanted, new Map())
  wanted.apply([stream(1, 1), item(1)])
  expect(wanted.changesTo(held, false)).toEqual([])
})

test('the entries of a member are changed together', () => {
  const wanted = new WantedEntries()
  wanted.apply(Array.from({ length: 60 }, (_, n) => stream(1, n)))
  const [changes = []] = wanted.changesTo(new Map(), false)
  const key = memberEntryKey(id('1', 1))
  expect(changes.map((change) => change.key)).toEqual([key, `${key}/1`, `${key}/2`])
})

test('where many members have ended much, less is said of each, and all of it fits; when there is room again all is said', () => {
  const mostBytes = 20_000
  const wanted = new WantedEntries(mostBytes)
  const ends = (member: number) => (member < 5 ? NOW + 7_800 : NOW + 60)
  const facts = (members: number, streams: number) =>
    Array.from({ length: members * streams }, (_, n) => stream(n % members, n, ends(n % members)))
  const entryOf = (held: Map<string, string>) => held.get(memberEntryKey(id('1', 1)))
  wanted.apply(facts(100, 2))
  expect(entryOf(holding(wanted, new Map()))).toMatch(/^x\w+ t\S+ x\w+ t\S+$/)
  wanted.apply(facts(100, 60))
  const held = holding(wanted, new Map(), true)
  const bytes = [...held].reduce((sum, [key, value]) => sum + key.length + value.length, 0)
  expect([wanted.isTooMuch, bytes < mostBytes]).toEqual([false, true])
  expect(entryOf(held)).toMatch(/^a\w+$/)
  wanted.prune(NOW + 61)
  expect(entryOf(holding(wanted, held))).toMatch(/^p2 x/)
})

test('what does not fit at all is said to be too much', () => {
  const wanted = new WantedEntries(1_000)
  wanted.apply(Array.from({ length: 100 }, (_, n) => stream(n, n)))
  expect(wanted.isTooMuch).toBe(true)
})
