import { type Bits, countOf, emptyBits, hasBit, intersect, intersectWithout, unite, visitCommon } from './bits.ts'
import { addSlotsTo, type Slots, visitSlots } from './slot-set.ts'

/**
 * The items that have a term, by rank, and how well each matches: few as sorted numbers, many as sets of their slots, which are
 * united from those that are kept, so that nothing goes over many items one by one.
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
  places: Places
}

interface Level {
  score: number
  /** Of slots. */
  set: Bits
}

/** Where items stand in an order, and which item stands there. */
export interface Places {
  /** By slot. */
  ranks: Int32Array
  /** By rank. */
  slots: Int32Array
  /** Sets of slots that are written to while matches are visited. */
  scratch: readonly [Bits, Bits]
}

export function placesOf({ ranks, slots }: Pick<Places, 'ranks' | 'slots'>): Places {
  return { ranks, slots, scratch: [emptyBits(ranks.length), emptyBits(ranks.length)] }
}

/** Slots that match, and how well; of an item that is in several the best score counts. */
export interface Scored {
  slots: Slots
  score: number
}

const RANKS = 2 ** 24
const HIGHEST_SCORE = 255
/** Of the objects around the numbers. */
const LEAST_WEIGHT = 1_024
/** Numbers take longer to sort, sets to go through: so many items are worth one match. */
const ITEMS_PER_FEW = 128
const LEAST_FEW = 64
/** So many matches as the square root of this many times all items are sorted in the time in which all are gone through for some. */
const SORTED_QUICKER = 16

export function matchesOf(scored: readonly Scored[], places: Places): TermMatches {
  let most = 0
  for (const { slots } of scored) most += slots.count
  const isFew = most <= Math.max(LEAST_FEW, places.slots.length / ITEMS_PER_FEW)
  return isFew ? fewMatches(scored, most, places.ranks) : manyMatches(scored, places)
}

function fewMatches(scored: readonly Scored[], most: number, ranks: Int32Array): TermMatches {
  const noted = new Uint32Array(most)
  let length = 0
  for (const { slots, score } of scored) {
    visitSlots(slots, (slot) => {
      noted[length++] = (ranks[slot] as number) * 256 + score
    })
  }
  const byRank = bestOfEach(noted.sort())
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
function bestOfEach(ascending: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  let count = 0
  for (let index = 0; index < ascending.length; index++) {
    const one = ascending[index] as number
    const isLast = index + 1 === ascending.length || (ascending[index + 1] as number) >>> 8 !== one >>> 8
    if (isLast) ascending[count++] = one
  }
  return ascending.slice(0, count)
}

function manyMatches(scored: readonly Scored[], places: Places): TermMatches {
  const sets: (Bits | undefined)[] = []
  for (const { slots, score } of scored) {
    const set = sets[score] ?? emptyBits(places.ranks.length)
    sets[score] = set
    addSlotsTo(set, slots)
  }
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
    places,
  }
}

/** The same with others that match less than all of them. @param before what `matchesOf` said of `scored`. */
export function withLesser(
  before: TermMatches,
  scored: () => readonly Scored[],
  { slots, score }: { slots: readonly Slots[]; score: number },
  places: Places,
): TermMatches {
  if (!before.levels) return matchesOf([...scored(), ...slots.map((one) => ({ slots: one, score }))], places)
  const set = before.levels.at(-1)?.set.slice() ?? emptyBits(places.ranks.length)
  for (const one of slots) addSlotsTo(set, one)
  const levels = [...before.levels, { score, set }]
  return { ...before, count: countOf(set), weight: before.weight + set.byteLength, levels }
}

/** 0 where the item does not match. */
export function scoreOf(matches: TermMatches, rank: number): number {
  if (matches.levels) return scoreIn(matches.levels, matches.places.slots[rank] as number)
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

function scoreIn(levels: readonly Level[], slot: number): number {
  for (const { score, set } of levels) if (hasBit(set, slot)) return score
  return 0
}

/** Of several items, in their order. */
export function scoresOf(matches: TermMatches, ranks: readonly number[]): Uint8Array {
  const scores = new Uint8Array(ranks.length)
  for (let index = 0; index < ranks.length; index++) scores[index] = scoreOf(matches, ranks[index] as number)
  return scores
}

/** The set of the slots that have at least this score, where there is one. */
export function setsFrom(least: number, { levels }: TermMatches): Bits[] {
  const level = levels?.findLast(({ score }) => score >= least)
  return level ? [level.set] : []
}

/**
 * Calls `visit` with what has at least the score `least`, the best first, among equals in the order of their ranks, until it
 * returns false. What is not in all of `sets`, of slots, may be left out.
 */
export function visitBest(
  matches: TermMatches,
  { least, sets }: { least: number; sets: readonly Bits[] },
  visit: (rank: number) => boolean,
): void {
  if (matches.levels) visitLevels(matches, { least, sets }, visit)
  else visitNumbers(matches.byScore, least, visit)
}

function visitNumbers(byScore: Uint32Array, least: number, visit: (rank: number) => boolean): void {
  for (const one of byScore) {
    if (HIGHEST_SCORE - (one >>> 24) < least || !visit(one & (RANKS - 1))) return
  }
}

function visitLevels(
  { levels, places }: Many,
  { least, sets }: { least: number; sets: readonly Bits[] },
  visit: (rank: number) => boolean,
): void {
  const wanted = levels.filter(({ score }) => score >= least)
  const last = wanted.at(-1)
  if (!last) return
  const [all, found] = places.scratch
  const count = intersect([last.set, ...sets], all)
  if (isSorted(count, places)) {
    visitNumbers(sortedByScore(all, count, wanted, places.ranks), least, visit)
    return
  }
  let better: Bits | null = null
  for (const { set } of wanted) {
    const ofLevel = intersectWithout(set, all, better, found)
    if (ofLevel > 0 && !visitByRank(found, ofLevel, places, visit)) return
    better = set
  }
}

function isSorted(count: number, { slots }: Places): boolean {
  return count * count <= SORTED_QUICKER * slots.length
}

/** As `Few` has them. */
function sortedByScore(found: Bits, count: number, levels: readonly Level[], ranks: Int32Array): Uint32Array {
  const sorted = new Uint32Array(count)
  let length = 0
  visitCommon([found], (slot) => {
    sorted[length++] = (HIGHEST_SCORE - scoreIn(levels, slot)) * RANKS + (ranks[slot] as number)
    return true
  })
  return sorted.sort()
}

/** @returns false when `visit` did. */
function visitByRank(found: Bits, count: number, places: Places, visit: (rank: number) => boolean): boolean {
  if (isSorted(count, places)) return sortedRanks(found, count, places.ranks).every(visit)
  const { slots } = places
  for (let rank = 0, left = count; left > 0; rank++) {
    if (!hasBit(found, slots[rank] as number)) continue
    left -= 1
    if (!visit(rank)) return false
  }
  return true
}

function sortedRanks(found: Bits, count: number, ranks: Int32Array): Uint32Array {
  const sorted = new Uint32Array(count)
  let length = 0
  visitCommon([found], (slot) => {
    sorted[length++] = ranks[slot] as number
    return true
  })
  return sorted.sort()
}
