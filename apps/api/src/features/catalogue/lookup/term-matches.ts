import { GRADES, TITLE_SCORE } from './scores.ts'
import type { Slots } from './slot-set.ts'
import { hasSlot, type Room, type Union, unionOf } from './slot-union.ts'

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

/**
 * How well an item matches. @param matching whether it is known to; if not, 0 says that it does not. @param isTitled whether it is in `from(TITLE_SCORE)`.
 */
export function scoreOf(matches: TermMatches, slot: number, matching: boolean, isTitled: boolean): number {
  const { levels } = matches
  let first = 0
  for (const least of GRADES) {
    const count = levelsFrom(least, levels)
    if (count === first) continue
    const isRest = matching && count === levels.length
    if (isRest || (least === TITLE_SCORE ? isTitled : hasSlot(matches.from(least), slot))) {
      return scoreAmong(matches, slot, first, count)
    }
    first = count
  }
  return 0
}

/** The first of several levels that has the slot; one of them has it. */
function scoreAmong(matches: TermMatches, slot: number, first: number, count: number): number {
  let level = first
  for (; level < count - 1; level++) {
    const { score, sets } = matches.levels[level] as Level
    if (hasSlot(sets.length === 1 ? (sets[0] as Slots) : matches.from(score), slot)) break
  }
  return (matches.levels[level] as Level).score
}

/** The highest score of what is, and of what is not, in `from(TITLE_SCORE)`. */
export function highestOf({ levels }: TermMatches, isTitled: boolean): number {
  return levels[isTitled ? 0 : levelsFrom(TITLE_SCORE, levels)]?.score ?? 0
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
