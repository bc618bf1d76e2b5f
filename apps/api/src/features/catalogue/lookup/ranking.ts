import { type Bits, visitCommon } from './bits.ts'
import { scoreOf, type TermMatches } from './term-matches.ts'

/** Nobody pages further than this through results in order of relevance. */
export const MAX_RESULTS = 200
/** A score and a rank fit into 32 bits. */
const RANK_BITS = 24
const HIGHEST_RANK = 2 ** RANK_BITS - 1

export interface Wanted {
  passes(rank: number): boolean
  /** What `passes` says, or some of it, as sets of ranks. */
  sets: readonly Bits[]
}

type Terms = readonly [TermMatches, ...TermMatches[]]

/**
 * What matches all terms, best first; if nothing does, what matches any of them. It costs the same however common the
 * terms are: where very many match, those are compared that match the rarest term best.
 *
 * @returns ranks, `MAX_RESULTS` at most
 */
export function rankMatches(terms: Terms, wanted: Wanted): number[] {
  const found = matchingAll(terms, wanted)
  if (found.length > 0 || terms.length === 1) return inOrder(found, terms)
  return inOrder(matchingAny(terms, wanted), terms)
}

function matchingAll(terms: Terms, { passes, sets }: Wanted): number[] {
  const [rarest, ...others] = terms.toSorted((a, b) => a.count - b.count) as unknown as Terms
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

/** By score, then by rank. */
function inOrder(ranks: readonly number[], terms: Terms): number[] {
  const keys = new Uint32Array(ranks.length)
  for (let index = 0; index < ranks.length; index++) {
    const rank = ranks[index] as number
    let score = 0
    for (const term of terms) score += scoreOf(term, rank)
    keys[index] = score * (HIGHEST_RANK + 1) + (HIGHEST_RANK - rank)
  }
  keys.sort()
  const best: number[] = []
  for (let index = keys.length - 1; index >= 0 && best.length < MAX_RESULTS; index--) {
    best.push(HIGHEST_RANK - ((keys[index] as number) & HIGHEST_RANK))
  }
  return best
}
