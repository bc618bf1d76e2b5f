import { addBit, type Bits, emptyBits } from './bits.ts'

/** The items that have a term, by rank. */
export interface TermMatches {
  count: number
  /** How well each item matches, 0 if it does not: of few items, or of all. */
  fewScores: ReadonlyMap<number, number> | null
  allScores: Uint8Array | null
  /** Those that match best, among equals in the order of their ranks: all of them, or `MOST_BEST`. */
  best: readonly number[]
  /** Sets of all; made where `best` has not all. */
  sets: { all: Bits; inTitle: Bits } | null
  /** What the matches take, in bytes, or somewhat more. */
  weight: number
}

export function scoreOf({ fewScores, allScores }: TermMatches, rank: number): number {
  return allScores ? (allScores[rank] as number) : (fewScores?.get(rank) ?? 0)
}

/** Calls `note` with each match, in any order; of an item that comes more than once the best score counts. */
export type VisitMatches = (note: (rank: number, score: number) => void) => void

export const MOST_BEST = 1_024
const BYTES_PER_MATCH = 64
const RANKS = 2 ** 24
/** At least: so that few are kept of a small catalogue too. */
const LEAST_WEIGHT = 4 * 1_024

/** For `MOST_BEST` at most. */
export function fewMatches(visit: VisitMatches): TermMatches {
  const scores = new Map<number, number>()
  visit((rank, score) => {
    if (score > (scores.get(rank) ?? 0)) scores.set(rank, score)
  })
  const keys = new Float64Array(scores.size)
  let index = 0
  for (const [rank, score] of scores) keys[index++] = (256 - score) * RANKS + rank
  keys.sort()
  return {
    count: scores.size,
    fewScores: scores,
    allScores: null,
    best: Array.from(keys, (key) => key % RANKS),
    sets: null,
    weight: Math.max(LEAST_WEIGHT, BYTES_PER_MATCH * scores.size),
  }
}

/**
 * @param size the number of all items
 * @param titleScore from which on a score is that of a title
 */
export function manyMatches(
  visit: VisitMatches,
  { size, titleScore }: { size: number; titleScore: number },
): TermMatches {
  const scores = new Uint8Array(size)
  visit((rank, score) => {
    if (score > (scores[rank] as number)) scores[rank] = score
  })
  const sets = { all: emptyBits(size), inTitle: emptyBits(size) }
  const byScore: number[][] = []
  let count = 0
  for (let rank = 0; rank < size; rank++) {
    const score = scores[rank] as number
    if (score === 0) continue
    count += 1
    addBit(sets.all, rank)
    if (score >= titleScore) addBit(sets.inTitle, rank)
    byScore[score] ??= []
    const equals = byScore[score]
    if (equals.length < MOST_BEST) equals.push(rank)
  }
  return {
    count,
    fewScores: null,
    allScores: scores,
    best: byScore.reverse().flat().slice(0, MOST_BEST),
    sets,
    weight: Math.max(LEAST_WEIGHT, size + 2 * sets.all.byteLength),
  }
}
