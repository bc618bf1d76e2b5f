import { addBit, type Bits, countOf, emptyBits, hasBit, unite, visitCommon } from './bits.ts'

/**
 * The items that have a term, by rank, and how well each matches: few as sorted numbers, many as sets, so that neither takes
 * long to make and both are small enough to be kept.
 */
export type TermMatches = Few | Many

interface Counted {
  count: number
  /** The score of the best. */
  highest: number
  /** What the matches take, in bytes, or somewhat more. */
  weight: number
}

interface Few extends Counted {
  /** For each item its rank and, in the lowest byte, its score; ascending. */
  byRank: Uint32Array
  /** For each item what its score lacks of 255 and, in the lower three bytes, its rank; ascending. */
  byScore: Uint32Array
  levels: null
}

interface Many extends Counted {
  /** For each score that there is, the highest first: what has this score or a higher one. */
  levels: readonly Level[]
}

interface Level {
  score: number
  set: Bits
}

/** Calls `note` with each match, in any order; of an item that comes more than once the best score counts. */
export type VisitMatches = (note: (rank: number, score: number) => void) => void

const RANKS = 2 ** 24
const HIGHEST_SCORE = 255
/** Of the objects around the numbers. */
const LEAST_WEIGHT = 1_024

/** @param most how many times `visit` notes something at most. */
export function fewMatches(visit: VisitMatches, most: number): TermMatches {
  const noted = new Uint32Array(most)
  let length = 0
  visit((rank, score) => {
    noted[length++] = rank * 256 + score
  })
  const byRank = bestOfEach(noted.subarray(0, length).sort())
  const byScore = byRank.map((one) => (HIGHEST_SCORE - (one & 255)) * RANKS + (one >>> 8)).sort()
  const [best = RANKS * HIGHEST_SCORE] = byScore
  return {
    count: byRank.length,
    highest: HIGHEST_SCORE - (best >>> 24),
    weight: LEAST_WEIGHT + 2 * byRank.byteLength,
    byRank,
    byScore,
    levels: null,
  }
}

/** The best of an item stands behind its others. */
function bestOfEach(ascending: Uint32Array): Uint32Array<ArrayBuffer> {
  let count = 0
  for (let index = 0; index < ascending.length; index++) {
    const one = ascending[index] as number
    const isLast = index + 1 === ascending.length || (ascending[index + 1] as number) >>> 8 !== one >>> 8
    if (isLast) ascending[count++] = one
  }
  return ascending.slice(0, count)
}

/** @param size the number of all items */
export function manyMatches(visit: VisitMatches, size: number): TermMatches {
  const sets: (Bits | undefined)[] = []
  visit((rank, score) => {
    let set = sets[score]
    if (!set) {
      set = emptyBits(size)
      sets[score] = set
    }
    addBit(set, rank)
  })
  const levels: Level[] = []
  for (const [score, set] of sets.entries()) if (set) levels.unshift({ score, set })
  let better: Bits | null = null
  for (const { set } of levels) {
    if (better) unite(set, better)
    better = set
  }
  return {
    count: better ? countOf(better) : 0,
    highest: levels[0]?.score ?? 0,
    weight: levels.reduce((sum, { set }) => sum + set.byteLength, LEAST_WEIGHT),
    levels,
  }
}

/** 0 where the item does not match. */
export function scoreOf(matches: TermMatches, rank: number): number {
  if (matches.levels) {
    for (const { score, set } of matches.levels) if (hasBit(set, rank)) return score
    return 0
  }
  const { byRank } = matches
  let [low, high] = [0, byRank.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((byRank[middle] as number) >>> 8 < rank) low = middle + 1
    else high = middle
  }
  if (low === byRank.length) return 0
  const found = byRank[low] as number
  return found >>> 8 === rank ? found & 255 : 0
}

/** Of several items, in their order. */
export function scoresOf(matches: TermMatches, ranks: readonly number[]): Uint8Array {
  const scores = new Uint8Array(ranks.length)
  for (let index = 0; index < ranks.length; index++) scores[index] = scoreOf(matches, ranks[index] as number)
  return scores
}

/** The set of what has at least this score, where there is one. */
export function setsFrom(least: number, { levels }: TermMatches): Bits[] {
  const level = levels?.findLast(({ score }) => score >= least)
  return level ? [level.set] : []
}

/**
 * Calls `visit` with what has at least the score `least`, the best first, among equals in the order of their ranks, until it
 * returns false. What is not in all of `sets` may be left out.
 */
export function visitBest(
  matches: TermMatches,
  { least, sets }: { least: number; sets: readonly Bits[] },
  visit: (rank: number) => boolean,
): void {
  if (matches.levels) visitLevels(matches.levels, { least, sets }, visit)
  else visitNumbers(matches.byScore, least, visit)
}

function visitNumbers(byScore: Uint32Array, least: number, visit: (rank: number) => boolean): void {
  for (const one of byScore) {
    if (HIGHEST_SCORE - (one >>> 24) < least || !visit(one & (RANKS - 1))) return
  }
}

function visitLevels(
  levels: readonly Level[],
  { least, sets }: { least: number; sets: readonly Bits[] },
  visit: (rank: number) => boolean,
): void {
  let better: Bits | null = null
  for (const { score, set } of levels) {
    if (score < least) return
    const visited: Bits | null = better
    let goesOn = true
    visitCommon([set, ...sets], (rank) => {
      goesOn = (visited !== null && hasBit(visited, rank)) || visit(rank)
      return goesOn
    })
    if (!goesOn) return
    better = set
  }
}
