import type { Bits } from './bits.ts'
import { scoreOf, scoresOf, setsFrom, type TermMatches, visitBest } from './term-matches.ts'
import { TITLE_SCORE } from './text-index.ts'

/** Nobody pages further than this through results in order of relevance. */
export const MAX_RESULTS = 200
/** So many matches of the rarest term are looked at, however few are shown: all of them are compared. */
export const MOST_COMPARED = 512
/** In a key, from its lowest bits on: the rank, whether the item is trending, the score, how well the title fits. */
const RANKS = 2 ** 24
const TRENDING = RANKS
const SCORE = 2 * TRENDING
const TITLE_FIT = 256 * SCORE
const EXACT = 8 * TITLE_FIT

export interface Wanted {
  passes(rank: number): boolean
  /** What `passes` says, or some of it, as sets of slots. */
  sets: readonly Bits[]
}

/** A term that was asked for, and what has it. */
export interface Asked {
  matches: TermMatches
  /** Nothing has the term itself; these have one that is spelled alike. */
  isCorrected: boolean
}

export type Terms = readonly [Asked, ...Asked[]]

/** What is asked of an item beside its terms. */
export interface Fit {
  /** The words of its title, one blank before each. */
  titleOf(rank: number): string
  isTrending(rank: number): boolean
  /** The words that were asked for, in the form of a title. */
  phrase: string
  /** The items whose whole title is that. */
  titled: readonly number[]
}

/**
 * What matches all terms, best first. A title that is the phrase comes before one
 * with the phrase in it, that before one with all words, and that before what has some of them elsewhere; among equals what
 * matches without a correction, what has the higher score, what is trending, what is new. Where more than `MAX_RESULTS` match,
 * those are compared that have all terms in their titles, the newest of them, and then those that match the rarest term best.
 *
 * @returns ranks, `MAX_RESULTS` at most
 */
export function rankAll(terms: Terms, wanted: Wanted, fit: Fit): number[] {
  const titled = fit.titled.filter((rank) => matchesEach(terms, rank, 1) && wanted.passes(rank)).slice(0, MAX_RESULTS)
  const found = matchingAll(terms, wanted, { lowest: 1 })
  const all = titled.length > 0 ? [...new Set([...titled, ...found])] : found
  return inOrder(all, terms, fit)
}

/** Of what matches all terms that which has them in its title, in the same order. */
export function rankTitled(terms: Terms, wanted: Wanted, fit: Fit): number[] {
  return inOrder(matchingAll(terms, wanted, { lowest: TITLE_SCORE }), terms, fit)
}

/** What matches all terms beside what is known, in the same order. All that has them in its title is known. */
export function rankOthers(known: readonly number[]): typeof rankAll {
  const isKnown = new Set(known)
  return (terms, wanted, fit) => inOrder(matchingAll(terms, wanted, { lowest: 1, isKnown }), terms, fit)
}

/** What matches any of the terms, in the same order; of each its best. */
export function rankAny(terms: Terms, wanted: Wanted, fit: Fit): number[] {
  return inOrder(matchingAny(terms, wanted), terms, fit)
}

interface Among {
  /** The least score that counts. */
  lowest: number
  /** What is left out. */
  isKnown?: ReadonlySet<number>
}

function matchingAll(terms: Terms, { passes, sets }: Wanted, { lowest, isKnown }: Among): number[] {
  const rarest = terms.reduce((a, b) => (b.matches.count < a.matches.count ? b : a))
  const others = terms.filter((term) => term !== rarest)
  const found: number[] = []
  const collect = (least: number, isNew: (rank: number) => boolean) => {
    if (terms.some(({ matches }) => matches.highest < least)) return
    const common = [...others.flatMap(({ matches }) => setsFrom(least, matches)), ...sets]
    const unsure = rarest.matches.levels ? others.filter(({ matches }) => matches.levels === null) : others
    visitBest(rarest.matches, { least, sets: common }, (rank) => {
      if (matchesEach(unsure, rank, least) && passes(rank) && isNew(rank)) found.push(rank)
      return !isCut || found.length < MAX_RESULTS
    })
  }
  const isCut = rarest.matches.count > MOST_COMPARED
  const titlesFirst = isCut && others.length > 0 && lowest < TITLE_SCORE && !isKnown
  if (titlesFirst) collect(TITLE_SCORE, () => true)
  if (!isCut || found.length < MAX_RESULTS) {
    collect(lowest, (rank) => !(titlesFirst && matchesEach(terms, rank, TITLE_SCORE)) && !isKnown?.has(rank))
  }
  return found
}

function matchingAny(terms: Terms, { passes, sets }: Wanted): number[] {
  const found = new Set<number>()
  for (const { matches } of terms) {
    let left = MAX_RESULTS
    visitBest(matches, { least: 1, sets }, (rank) => {
      if (passes(rank)) {
        found.add(rank)
        left -= 1
      }
      return left > 0
    })
  }
  return [...found]
}

function matchesEach(terms: readonly Asked[], rank: number, least: number): boolean {
  for (const { matches } of terms) if (scoreOf(matches, rank) < least) return false
  return true
}

function inOrder(ranks: readonly number[], terms: Terms, fit: Fit): number[] {
  const scores = terms.map(({ matches }) => scoresOf(matches, ranks))
  const exact = scores.filter((_, index) => !terms[index]?.isCorrected)
  const isMixed = exact.length > 0 && exact.length < terms.length
  const keys = new Float64Array(ranks.length)
  for (let index = 0; index < ranks.length; index++) {
    const rank = ranks[index] as number
    let [sum, least] = [0, Infinity]
    for (const ofTerm of scores) {
      const score = ofTerm[index] as number
      sum += score
      if (score < least) least = score
    }
    keys[index] =
      Number(isMixed && exact.some((ofTerm) => ofTerm[index] !== 0)) * EXACT +
      (least >= TITLE_SCORE ? titleFit(fit.titleOf(rank), fit.phrase) : 0) * TITLE_FIT +
      sum * SCORE +
      Number(fit.isTrending(rank)) * TRENDING +
      (RANKS - 1 - rank)
  }
  keys.sort()
  const best: number[] = []
  for (let index = keys.length - 1; index >= 0 && best.length < MAX_RESULTS; index--) {
    const key = keys[index] as number
    best.push(RANKS - 1 - (key - Math.floor(key / RANKS) * RANKS))
  }
  return best
}

/** 3: the title is the phrase. 2: it has the phrase, whose last word may be unfinished. 1: it has all words. */
function titleFit(title: string, phrase: string): 1 | 2 | 3 {
  if (title === phrase) return 3
  return title.includes(phrase) ? 2 : 1
}
