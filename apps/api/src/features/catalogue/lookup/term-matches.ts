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
  sets: readonly Slots[]
  /** What is in any of them. */
  slots(): Union
}

/** Sets of slots, by the score with which what is in them matches. */
export type Scored = ReadonlyMap<number, readonly Slots[]>

export function matchesOf(scored: Scored, room: Room): TermMatches {
  const levels = [...scored].sort(([a], [b]) => b - a).map(([score, sets]) => levelOf(score, sets, room))
  const unions = new Map<number, Union>()
  return {
    levels,
    placesFrom: (least) => placesFrom(least, levels),
    from: (least) => {
      const known = unions.get(least)
      if (known) return known
      const union = unionOf(
        levels.flatMap(({ score, sets }) => (score >= least ? sets : [])),
        room,
      )
      unions.set(least, union)
      return union
    },
  }
}

/** The same with others that match less than all of them. */
export function withLesser(better: TermMatches, score: number, sets: readonly Slots[], room: Room): TermMatches {
  const levels = [...better.levels, levelOf(score, sets, room)]
  const all = once(() => unionOf([better.from(score), ...sets], room))
  return {
    levels,
    placesFrom: (least) => placesFrom(least, levels),
    from: (least) => (least > score ? better.from(least) : all()),
  }
}

/** Of several items, in their order. @param matching whether all of them match; if not, 0 is where one does not. */
export function scoresOf({ levels }: TermMatches, slots: readonly number[], matching: boolean): Uint8Array {
  const scores = new Uint8Array(slots.length)
  const last = matching ? levels.at(-1) : undefined
  const lowest = last?.score ?? 0
  let left = slots.length
  for (const level of levels) {
    if (left === 0) break
    if (level !== last) left -= setScores(level.slots(), slots, scores, level.score)
    else for (let index = 0; index < scores.length; index++) if (scores[index] === 0) scores[index] = lowest
  }
  return scores
}

/** Gives those of `slots` that are in the set a score, unless they have one. @returns how many that were. */
function setScores(set: Union, slots: readonly number[], scores: Uint8Array, score: number): number {
  let count = 0
  for (let index = 0; index < slots.length; index++) {
    if (scores[index] !== 0 || !hasSlot(set, slots[index] as number)) continue
    scores[index] = score
    count += 1
  }
  return count
}

function levelOf(score: number, sets: readonly Slots[], room: Room): Level {
  const places = sets.reduce((sum, { count }) => sum + count, 0)
  return { score, places, sets, slots: once(() => unionOf(sets, room)) }
}

function placesFrom(least: number, levels: readonly Level[]): number {
  let sum = 0
  for (const { score, places } of levels) if (score >= least) sum += places
  return sum
}

function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined
  return () => {
    made ??= make()
    return made
  }
}
