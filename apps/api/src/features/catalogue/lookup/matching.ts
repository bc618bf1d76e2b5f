import { allIn, countIn, type Newest, newestIn } from './newest.ts'
import { GRADES, TITLE_SCORE } from './scores.ts'
import { hasSlot, slotsIn, type Union } from './slot-union.ts'
import type { TermMatches } from './term-matches.ts'

/** Nobody pages further than this through results in order of relevance. */
export const MAX_RESULTS = 200
/** Where the rarest term, that with the fewest places in items, has up to so many, all matches are compared. */
export const MOST_COMPARED = 256
/** A term that was asked for, and what has it. */
export interface Asked {
  matches: TermMatches
  /** Nothing has the term itself; these have one that is spelled alike. */
  isCorrected: boolean
}

export type Terms = readonly [Asked, ...Asked[]]

/** What is asked of an item beside its terms. Items are named by their slots. */
export interface Fit {
  /** What passes the filters is in all of them. */
  wanted: readonly Union[]
  newest: Newest
  /** The words of its title, one blank before each. */
  titleOf(slot: number): string
  isTrending(slot: number): boolean
  /** The words that were asked for, in the form of a title. */
  phrase: string
  /** The items whose whole title is that. */
  titled: readonly number[]
}

/** What is asked for: terms, and the rest. */
export interface Question {
  terms: Terms
  fit: Fit
}

/**
 * What matches all terms, in no order. Where the rarest term has more than `MOST_COMPARED` places, those that have all terms in their
 * titles, and then those with the rarest term in the title, in a name, in the text, and where it is said, each time the newest; `MAX_RESULTS` in all.
 */
export function matchingAll({ terms, fit }: Question): readonly number[] {
  const { rarest, others } = byRarity(terms, 1)
  const all = allIfFew({ terms, fit }, { rarest, least: 1, most: MAX_RESULTS })
  if (all) return all
  const titled = fit.titled.filter(isInAll(setsOf(terms, 1, fit)))
  const inTitles = others.length > 0 ? bestOf(rarest, { least: TITLE_SCORE, others, fit }) : []
  const most = MAX_RESULTS - inTitles.length
  const elsewhere = bestOf(rarest, { least: 1, others, fit, isKnown: new Set(inTitles), most })
  return [...new Set([...titled, ...inTitles, ...elsewhere])]
}

/** What has all terms in its title, in no order; of many as `matchingAll` says. */
export function matchingInTitle({ terms, fit }: Question): readonly number[] {
  const least = TITLE_SCORE
  const { rarest, others } = byRarity(terms, least)
  const all = allIfFew({ terms, fit }, { rarest, least, most: MAX_RESULTS })
  return all ?? bestOf(rarest, { least, others, fit })
}

/** What matches all terms beside what is known, in no order; of many as `matchingAll` says. All that has them in its title is known. */
export function matchingOthers({ terms, fit }: Question, isKnown: ReadonlySet<number>): number[] {
  const { rarest, others } = byRarity(terms, 1)
  const all = allIfFew({ terms, fit }, { rarest, least: 1, most: MAX_RESULTS + isKnown.size })
  return all?.filter((slot) => !isKnown.has(slot)) ?? bestOf(rarest, { least: 1, others, fit, isKnown })
}

/** How many match all terms, `MAX_RESULTS` at most. */
export function countAll({ terms, fit }: Question): number {
  const sets = setsOf(terms, 1, fit)
  const listed = fewestListed(sets)
  const count = listed ? slotsInAll(sets, listed).length : countIn(sets, MAX_RESULTS, fit.newest)
  return Math.min(count, MAX_RESULTS)
}

/** What matches any of the terms, in no order; of each its best. */
export function matchingAny({ terms, fit }: Question): number[] {
  return [...new Set(terms.flatMap(({ matches }) => bestOf(matches, { least: 1, others: [], fit })))]
}

/** All of them where the rarest term is rare, or where they are no more than `most`; else null. */
function allIfFew(
  { terms, fit }: Question,
  { rarest, least, most }: { rarest: TermMatches; least: number; most: number },
): readonly number[] | null {
  const limit = rarest.placesFrom(least) <= MOST_COMPARED ? Infinity : most
  const sets = setsOf(terms, least, fit)
  const listed = fewestListed(sets)
  if (!listed) return allIn(sets, limit, fit.newest)
  const found = slotsInAll(sets, listed)
  return found.length <= limit ? found : null
}

function setsOf(terms: Terms, least: number, { wanted }: Fit): [Union, ...Union[]] {
  const [first, ...others] = terms.map(({ matches }) => matches.from(least)) as [Union, ...Union[]]
  return [first, ...others, ...wanted]
}

function byRarity(terms: Terms, least: number): { rarest: TermMatches; others: TermMatches[] } {
  const [first, ...more] = terms.map(({ matches }) => matches) as [TermMatches, ...TermMatches[]]
  const rarest = more.reduce((a, b) => (b.placesFrom(least) < a.placesFrom(least) ? b : a), first)
  return { rarest, others: [first, ...more].filter((matches) => matches !== rarest) }
}

interface Among {
  /** The least score that counts. */
  least: number
  /** They match with it, too. */
  others: readonly TermMatches[]
  fit: Fit
  /** What is left out. */
  isKnown?: ReadonlySet<number>
  most?: number
}

/** The best grades first, in each the newest, until there are `most`. */
function bestOf(matches: TermMatches, { least, others, fit, isKnown, most = MAX_RESULTS }: Among): number[] {
  const sets = [...others.map((other) => other.from(least)), ...fit.wanted]
  const found: number[] = []
  let better: Union | null = null
  for (const grade of GRADES) {
    if (grade < least || found.length >= most) break
    const union = matches.from(grade)
    if (union === better || union.count === 0) continue
    const former = better
    const isHere = (slot: number) => !isKnown?.has(slot) && !(former && hasSlot(former, slot))
    found.push(...newestOf([union, ...sets], isHere, most - found.length, fit.newest))
    better = union
  }
  return found
}

/** The newest of what is in all of `sets`, if there are more than `most`; in any order. */
function newestOf(
  sets: readonly [Union, ...Union[]],
  passes: (slot: number) => boolean,
  most: number,
  newest: Newest,
): number[] {
  const listed = fewestListed(sets)
  if (!listed) return newestIn(sets, passes, most, newest)
  const passing = slotsInAll(sets, listed).filter(passes)
  if (passing.length <= most) return passing
  const { ranks } = newest
  return passing.sort((a, b) => (ranks[a] as number) - (ranks[b] as number)).slice(0, most)
}

function slotsInAll(sets: readonly Union[], listed: Listed): readonly number[] {
  let found = listed.numbers
  for (const set of sets) if (set !== listed) found = slotsIn(set, found)
  return found
}

type Listed = Union & { numbers: readonly number[] }

function fewestListed(sets: readonly Union[]): Listed | null {
  let fewest: Listed | null = null
  for (const set of sets) if (set.numbers && (!fewest || set.count < fewest.count)) fewest = set
  return fewest
}

function isInAll(sets: readonly Union[]): (slot: number) => boolean {
  return (slot) => sets.every((set) => hasSlot(set, slot))
}
