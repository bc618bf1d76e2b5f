import {
  type Asked,
  countAll,
  MAX_RESULTS,
  matchingAll,
  matchingAny,
  matchingInTitle,
  matchingOthers,
  type Question,
  type Terms,
} from './matching.ts'
import { TITLE_SCORE } from './scores.ts'
import { hasSlot } from './slot-union.ts'
import { highestOf, scoreOf } from './term-matches.ts'

/** In a key, from its lowest bits on: the rank, whether the item is trending, the score, how well the title fits. */
const RANKS = 2 ** 24
const TRENDING = RANKS
const SCORE = 2 * TRENDING
const TITLE_FIT = 256 * SCORE
const EXACT = 8 * TITLE_FIT

/** The first of what was found, and how many that is in all, `MAX_RESULTS` at most. */
export interface Ranked {
  slots: number[]
  total: number
}

/**
 * The best `most`: what has all words in its texts before what has some of them only where it speaks. Where nothing has all, what
 * has some.
 *
 * @param said the same question over texts and over what is said; null where nobody says any of its words.
 */
export function rank(written: Question, said: () => Question | null, most: number): Ranked {
  const found = matchingAll(written)
  const slots = inOrder(found, written, most)
  const left = MAX_RESULTS - found.length
  const question = left > 0 ? said() : null
  if (!question)
    return found.length > 0 ? { slots, total: Math.min(found.length, MAX_RESULTS) } : rankAny(written, most)
  if (slots.length === most) return { slots, total: countAll(question) }
  const others = matchingOthers(question, new Set(found))
  if (found.length + others.length === 0) return rankAny(question, most)
  return {
    slots: [...slots, ...inOrder(others, question, Math.min(most - slots.length, left))],
    total: found.length + Math.min(others.length, left),
  }
}

/** The best `most` of what has all words in its title. */
export function rankTitled(question: Question, most: number): number[] {
  return inOrder(matchingInTitle(question), question, most)
}

function rankAny(question: Question, most: number): Ranked {
  const found = matchingAny(question)
  return { slots: inOrder(found, question, most, false), total: Math.min(found.length, MAX_RESULTS) }
}

/**
 * The best `most` of `slots`, in their order; `isEach` says whether each of them has all terms. A title that is the phrase comes before one
 * with the phrase in it, that before one with all words, and that before what has some of them elsewhere; among equals what
 * matches without a correction, what has the higher score, what is trending, what is new.
 */
function inOrder(slots: readonly number[], question: Question, most: number, isEach = true): number[] {
  const { ranks, slots: byRank } = question.fit.newest
  const best = createBest(Math.min(most, slots.length))
  const titled = titledIn(slots, question.terms)
  const score = createScorer(question, isEach)
  // What has terms in its title fills the page first, so that little has to be looked up of the others.
  for (const isTitled of [true, false]) {
    for (let index = 0; index < slots.length; index++) {
      const inTitle = titled[index] as number
      if (inTitle > 0 !== isTitled || !best.takes(score.highest(inTitle) + SCORE - 1)) continue
      const slot = slots[index] as number
      const key = score.of(slot, inTitle)
      if (!best.takes(key + SCORE - 1)) continue
      best.offer(key + Number(question.fit.isTrending(slot)) * TRENDING + (RANKS - 1 - (ranks[slot] as number)))
    }
  }
  return best.keys().map((key) => byRank[RANKS - 1 - (key % RANKS)] as number)
}

/** For each of `slots` a bit for each term that it has in its title: of eight terms at most, which is all that `askedTerms` leaves. */
function titledIn(slots: readonly number[], terms: Terms): Uint8Array {
  const titled = new Uint8Array(slots.length)
  for (const [index, { matches }] of terms.entries()) {
    const union = matches.from(TITLE_SCORE)
    if (union.count === 0) continue
    for (let place = 0; place < slots.length; place++) {
      if (hasSlot(union, slots[place] as number)) titled[place] = (titled[place] as number) | (1 << index)
    }
  }
  return titled
}

/** Keys without what is trending and new. @param isEach see `inOrder` */
function createScorer({ terms, fit }: Question, isEach: boolean) {
  const isMixed = terms.some(({ isCorrected }) => isCorrected) && terms.some(({ isCorrected }) => !isCorrected)
  const all = 2 ** terms.length - 1
  return {
    /** Of what has these terms in its title, at most. */
    highest: (inTitle: number) => {
      let sum = 0
      for (let term = 0; term < terms.length; term++) {
        sum += highestOf((terms[term] as Asked).matches, ((inTitle >> term) & 1) === 1)
      }
      return Number(isMixed) * EXACT + (inTitle === all ? 3 : 0) * TITLE_FIT + sum * SCORE
    },
    of: (slot: number, inTitle: number) => {
      let [sum, isExact] = [0, false]
      for (let term = 0; term < terms.length; term++) {
        const { matches, isCorrected } = terms[term] as Asked
        const score = scoreOf(matches, slot, isEach, ((inTitle >> term) & 1) === 1)
        sum += score
        if (isMixed && score > 0 && !isCorrected) isExact = true
      }
      const fits = inTitle === all ? titleFit(fit.titleOf(slot), fit.phrase) : 0
      return Number(isExact) * EXACT + fits * TITLE_FIT + sum * SCORE
    },
  }
}

/** 3: the title is the phrase. 2: it has the phrase, whose last word may be unfinished. 1: it has all words. */
function titleFit(title: string, phrase: string): 1 | 2 | 3 {
  if (title === phrase) return 3
  return title.includes(phrase) ? 2 : 1
}

/** The highest `most` keys of those that are offered: a page is much less than what is compared for it. */
function createBest(most: number) {
  const descending = new Float64Array(most)
  let count = 0
  const takes = (key: number) => count < most || (most > 0 && key > (descending[most - 1] as number))
  return {
    takes,
    offer: (key: number) => {
      if (!takes(key)) return
      let place = count < most ? count++ : most - 1
      for (; place > 0 && (descending[place - 1] as number) < key; place--) {
        descending[place] = descending[place - 1] as number
      }
      descending[place] = key
    },
    keys: () => [...descending],
  }
}
