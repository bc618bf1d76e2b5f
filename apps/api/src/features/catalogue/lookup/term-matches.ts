import type { Slots } from './slot-set.ts'
import { hasSlot, type Room, type Union, unionOf } from './slot-union.ts'

/**
 * The slots of the items that have a term, and how well each matches. Sets are united when they are asked for first: what suggests
 * titles needs no more than those.
 */
export interface TermMatches {
  /** The best first. An item may be in several: the best counts. */
  levels: readonly Level[]
  /** What has at least this score. */
  from(least: number): Union
  /** How many places in items match so well. An item may have several. */
  placesFrom(least: number): number
}

export interface Level {
  score: number
  places: number
  slots(): Union
}

/** Sets of slots, by the score with which what is in them matches. */
export type Scored = ReadonlyMap<number, readonly Slots[]>

export function matchesOf(scored: Scored, room: Room): TermMatches {
  return matchesIn(
    [...scored].sort(([a], [b]) => b - a).map(([score, sets]) => levelOf(score, sets, room)),
    room,
  )
}

/** The same with others that match less than all of them. */
export function withLesser({ levels }: TermMatches, score: number, sets: readonly Slots[], room: Room): TermMatches {
  return matchesIn([...levels, levelOf(score, sets, room)], room)
}

/** Of several items, in their order. @param matching whether all of them match; if not, 0 is where one does not. */
export function scoresOf({ levels }: TermMatches, slots: readonly number[], matching: boolean): Uint8Array {
  const scores = new Uint8Array(slots.length)
  const last = matching ? levels.at(-1) : undefined
  if (last) scores.fill(last.score)
  const lowest = last?.score ?? 0
  for (const { score, slots: union } of levels) {
    if (score === lowest) break
    const set = union()
    for (let index = 0; index < slots.length; index++) {
      if (scores[index] === lowest && hasSlot(set, slots[index] as number)) scores[index] = score
    }
  }
  return scores
}

function levelOf(score: number, sets: readonly Slots[], room: Room): Level {
  return { score, places: sets.reduce((sum, { count }) => sum + count, 0), slots: once(() => unionOf(sets, room)) }
}

function matchesIn(levels: readonly Level[], room: Room): TermMatches {
  const unions = new Map<number, Union>()
  const bestOf = (least: number) => levels.filter(({ score }) => score >= least)
  return {
    levels,
    placesFrom: (least) => bestOf(least).reduce((sum, { places }) => sum + places, 0),
    from: (least) => {
      const known = unions.get(least)
      if (known) return known
      const union = unionOf(
        bestOf(least).map(({ slots }) => slots()),
        room,
      )
      unions.set(least, union)
      return union
    },
  }
}

function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined
  return () => {
    made ??= make()
    return made
  }
}
