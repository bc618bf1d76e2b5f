import type { Bits } from './bits.ts'
import { hasSlot, type Slots, unionOf } from './slot-set.ts'

/**
 * The slots of the items that have a term, and how well each matches. Sets are united when they are asked for first: what suggests
 * titles needs no more than those.
 */
export interface TermMatches {
  /** The best first. An item may be in several: the best counts. */
  levels: readonly Level[]
  /** What has at least this score. */
  from(least: number): Slots
  /** What the matches may take, in bytes. */
  weight: number
}

export interface Level {
  score: number
  slots(): Slots
}

/** Sets of slots, by the score with which what is in them matches. */
export type Scored = ReadonlyMap<number, readonly Slots[]>

/** Of the objects around the sets. */
const LEAST_WEIGHT = 1_024
const BYTES_PER_NUMBER = 8

/** @param scratch empty, with room for all slots; it is written to while sets are united. */
export function matchesOf(scored: Scored, scratch: Bits): TermMatches {
  const levels = [...scored].sort(([a], [b]) => b - a).map(([score, sets]) => levelOf(score, sets, scratch))
  return matchesIn(levels, scratch, weightOf([...scored.values()], scratch))
}

/** The same with others that match less than all of them. */
export function withLesser(matches: TermMatches, { score, sets }: { score: number; sets: readonly Slots[] }, scratch: Bits) {
  const weight = matches.levels.length === 0 ? LEAST_WEIGHT : matches.weight + scratch.byteLength
  return matchesIn([...matches.levels, levelOf(score, sets, scratch)], scratch, weight + weightOf([sets], scratch))
}

/** 0 where the item does not match. */
export function scoreOf({ levels }: TermMatches, slot: number): number {
  for (const { score, slots } of levels) if (hasSlot(slots(), slot)) return score
  return 0
}

function levelOf(score: number, sets: readonly Slots[], scratch: Bits): Level {
  return { score, slots: once(() => unionOf(sets, scratch)) }
}

function matchesIn(levels: readonly Level[], scratch: Bits, weight: number): TermMatches {
  const unions = new Map<number, Slots>()
  return {
    levels,
    weight,
    from: (least) => {
      const known = unions.get(least)
      if (known) return known
      const sets = levels.filter(({ score }) => score >= least).map(({ slots }) => slots())
      const union = unionOf(sets, scratch)
      unions.set(least, union)
      return union
    },
  }
}

/** Each level may be united, and all of them. A set that is alone is taken as it is. */
function weightOf(levels: readonly (readonly Slots[])[], scratch: Bits): number {
  const weigh = (sets: readonly Slots[]) =>
    Math.min(sets.reduce((sum, { count }) => sum + count, 0) * BYTES_PER_NUMBER, scratch.byteLength)
  const united = levels.filter((sets) => sets.length > 1).reduce((sum, sets) => sum + weigh(sets), 0)
  return LEAST_WEIGHT + united + (levels.length > 1 ? weigh(levels.flat()) : 0)
}

function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined
  return () => {
    made ??= make()
    return made
  }
}
