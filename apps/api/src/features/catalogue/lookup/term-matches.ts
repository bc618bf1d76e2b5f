import type { Slots } from './slot-set.ts'
import { hasSlot, type Room, type Union, unionOf } from './slot-union.ts'
import { GRADES } from './text-index.ts'

/** The slots of the items that have a term, and how well each matches. Sets are united when they are asked for first. */
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
}

/** Sets of slots, by the score with which what is in them matches. */
export type Scored = ReadonlyMap<number, readonly Slots[]>

export function matchesOf(scored: Scored, room: Room): TermMatches {
  const levels = [...scored].sort(([a], [b]) => b - a).map(([score, sets]) => levelOf(score, sets))
  /** By their number of levels. */
  const unions: (Union | undefined)[] = []
  return {
    levels,
    placesFrom: (least) => placesFrom(least, levels),
    from: (least) => {
      const count = levelsFrom(least, levels)
      unions[count] ??= unionOf(
        levels.slice(0, count).flatMap(({ sets }) => sets),
        room,
      )
      return unions[count]
    },
  }
}

/** The same with others that match less than all of them. */
export function withLesser(better: TermMatches, score: number, sets: readonly Slots[], room: Room): TermMatches {
  const levels = [...better.levels, levelOf(score, sets)]
  let all: Union | undefined
  return {
    levels,
    placesFrom: (least) => placesFrom(least, levels),
    from: (least) => {
      if (least > score) return better.from(least)
      all ??= unionOf([better.from(score), ...sets], room)
      return all
    },
  }
}

/** Of several items, in their order. @param matching whether all of them match; if not, 0 is where one does not. */
export function scoresOf(matches: TermMatches, slots: readonly number[], matching: boolean): Uint8Array {
  const { levels } = matches
  const scores = new Uint8Array(slots.length)
  let first = 0
  for (const least of GRADES) {
    const count = levelsFrom(least, levels)
    const lowest = levels[count - 1]
    if (count === first || !lowest) continue
    // Most are in no title: one look at all of a grade tells that.
    const isRest = matching && count === levels.length
    setScores(isRest ? null : matches.from(least), slots, scores, 0, lowest.score)
    for (const { score, sets } of levels.slice(first, count - 1)) {
      setScores(sets.length === 1 ? (sets[0] ?? null) : matches.from(score), slots, scores, lowest.score, score)
    }
    first = count
  }
  return scores
}

/** Gives a score to those of `slots` that are in the set, all if it is null, and have another one. */
function setScores(
  set: Union | null,
  slots: readonly number[],
  scores: Uint8Array,
  former: number,
  score: number,
): void {
  for (let index = 0; index < slots.length; index++) {
    if (scores[index] === former && (!set || hasSlot(set, slots[index] as number))) scores[index] = score
  }
}

function levelOf(score: number, sets: readonly Slots[]): Level {
  return { score, places: sets.reduce((sum, { count }) => sum + count, 0), sets }
}

/** How many levels have at least this score. */
function levelsFrom(least: number, levels: readonly Level[]): number {
  let count = 0
  while (count < levels.length && (levels[count] as Level).score >= least) count += 1
  return count
}

function placesFrom(least: number, levels: readonly Level[]): number {
  let sum = 0
  for (const { score, places } of levels) if (score >= least) sum += places
  return sum
}
