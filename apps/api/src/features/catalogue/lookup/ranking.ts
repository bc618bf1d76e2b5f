import { type Bits, hasBit, visitCommon } from './bits.ts'
import { scoreOf, type TermMatches } from './term-matches.ts'
import { TITLE_SCORE } from './text-index.ts'

/** Nobody pages further than this through results in order of relevance. */
export const MAX_RESULTS = 200
/** In a key, from its lowest bits on: the rank, whether the item is trending, the score, how well the title fits. */
const RANKS = 2 ** 24
const TRENDING = RANKS
const SCORE = 2 * TRENDING
const TITLE_FIT = 256 * SCORE
const EXACT = 8 * TITLE_FIT

export interface Wanted {
  passes(rank: number): boolean
  /** What `passes` says, or some of it, as sets of ranks. */
  sets: readonly Bits[]
}

/** A term that was asked for, and what has it. */
export interface Asked extends TermMatches {
  /** Nothing has the term itself; these have one that is spelled alike. */
  isCorrected: boolean
}

type Terms = readonly [Asked, ...Asked[]]

/** What is asked of an item beside its terms. */
export interface Fit {
  /** The words of its title, one blank before each. */
  titleOf(rank: number): string
  /** Ranks. */
  trending: Bits
  /** The words that were asked for, in the form of a title. */
  phrase: string
  /** The items whose whole title is that. */
  titled: readonly number[]
}

/**
 * What matches all terms, best first; if nothing does, what matches any of them. A title that is the phrase comes before one
 * with the phrase in it, that before one with all words, and that before what has some of them elsewhere; among equals what
 * matches without a correction, what has the higher score, what is trending, what is new. It costs the same however common the
 * terms are: where very many match, those are compared that match the rarest term best.
 *
 * @returns ranks, `MAX_RESULTS` at most
 */
export function rankMatches(terms: Terms, wanted: Wanted, fit: Fit): number[] {
  const titled = fit.titled.filter((rank) => matchesEach(terms, rank) && wanted.passes(rank)).slice(0, MAX_RESULTS)
  const found = matchingAll(terms, wanted)
  const all = titled.length > 0 ? [...new Set([...titled, ...found])] : found
  if (all.length > 0 || terms.length === 1) return inOrder(all, terms, fit)
  return inOrder(matchingAny(terms, wanted), terms, fit)
}

/** Whether each of the terms stands in the title of an item. */
export function hasAllInTitle(terms: readonly TermMatches[], rank: number): boolean {
  return terms.every((term) => scoreOf(term, rank) >= TITLE_SCORE)
}

function matchingAll(terms: Terms, { passes, sets }: Wanted): number[] {
  const rarest = terms.reduce((a, b) => (b.count < a.count ? b : a))
  const others = terms.filter((term) => term !== rarest)
  const found: number[] = []
  for (const rank of rarest.best) {
    if (matchesEach(others, rank) && passes(rank)) found.push(rank)
    if (found.length === MAX_RESULTS) return found
  }
  if (rarest.sets === null) return found
  const more = new Set(found)
  const add = (rank: number) => {
    if (passes(rank)) more.add(rank)
    return more.size < MAX_RESULTS
  }
  visitCommon([rarest.sets.inTitle, ...others.flatMap((term) => term.sets?.inTitle ?? []), ...sets], add)
  visitCommon([rarest.sets.all, ...others.flatMap((term) => term.sets?.all ?? []), ...sets], add)
  return [...more]
}

function matchingAny(terms: Terms, { passes }: Wanted): number[] {
  const found = new Set(terms.flatMap(({ best }) => best.slice(0, MAX_RESULTS).filter(passes)))
  return [...found]
}

function matchesEach(terms: readonly TermMatches[], rank: number): boolean {
  for (const term of terms) if (scoreOf(term, rank) === 0) return false
  return true
}

function inOrder(ranks: readonly number[], terms: Terms, fit: Fit): number[] {
  const exact = terms.filter(({ isCorrected }) => !isCorrected)
  const isMixed = exact.length > 0 && exact.length < terms.length
  const keys = new Float64Array(ranks.length)
  for (let index = 0; index < ranks.length; index++) {
    const rank = ranks[index] as number
    const { score, least } = scoresOf(terms, rank)
    keys[index] =
      Number(isMixed && exact.some((term) => scoreOf(term, rank) > 0)) * EXACT +
      (least >= TITLE_SCORE ? titleFit(fit.titleOf(rank), fit.phrase) : 0) * TITLE_FIT +
      score * SCORE +
      Number(hasBit(fit.trending, rank)) * TRENDING +
      (RANKS - 1 - rank)
  }
  keys.sort()
  const best: number[] = []
  for (let index = keys.length - 1; index >= 0 && best.length < MAX_RESULTS; index--) {
    best.push(RANKS - 1 - ((keys[index] as number) % RANKS))
  }
  return best
}

const scores = { score: 0, least: 0 }

/** The sum and the least of the scores of an item; overwritten by the next call. */
function scoresOf(terms: Terms, rank: number): Readonly<typeof scores> {
  scores.score = 0
  scores.least = Infinity
  for (const term of terms) {
    const score = scoreOf(term, rank)
    scores.score += score
    if (score < scores.least) scores.least = score
  }
  return scores
}

/** 3: the title is the phrase. 2: it has the phrase, whose last word may be unfinished. 1: it has all words. */
function titleFit(title: string, phrase: string): 1 | 2 | 3 {
  if (title === phrase) return 3
  return title.includes(phrase) ? 2 : 1
}
