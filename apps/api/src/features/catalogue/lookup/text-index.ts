import { toWords } from '../../../text/words.ts'
import type { Item, Shelves } from '../item.ts'
import { type SlotSet, visitSlots } from './slot-set.ts'
import { fewMatches, manyMatches, type TermMatches } from './term-matches.ts'
import { STOP_WORDS, termsOf } from './terms.ts'
import { createVocabulary, type Match } from './vocabulary.ts'

/** Finds items by the terms of their titles, descriptions, tags, and the names of their experts, series and categories. */
export interface TextIndex {
  add(slot: number, item: Item): void
  remove(slot: number, item: Item): void
  /** Replaces the names by which items are found. */
  setNames(shelves: Shelves): void
  /** Terms that begin with `term` match too. @param said the slots of items where it is said, if those are wanted, too. */
  match(term: string, items: Ranked, said?: readonly Match<SlotSet>[]): TermMatches
  /** How many items match, or somewhat more: each counts as often as it has what matches. */
  commonness(term: string, slotsOf: Ranked['slotsOf']): number
  /** The terms that `term` may have been meant to be, all equally alike. */
  alike(term: string): string[]
  /** The words of an item's title, one blank before each. */
  titleAt(slot: number): string
  /** What has all of these terms in its name, or terms that begin with them. */
  named(terms: readonly string[]): Named[]
}

/** The items whose ranks are wanted. */
export interface Ranked {
  size: number
  /** By slot. */
  ranks: Int32Array
  /** The slots of the items of a category, an expert or a series. */
  slotsOf(named: Named): readonly number[]
}

export interface Named {
  kind: 'category' | 'expert' | 'series'
  id: string
}

/** How much a match counts: [the term itself, one like it]. */
export const WEIGHTS = {
  title: [24, 16],
  expert: [12, 8],
  series: [6, 4],
  category: [6, 4],
  description: [3, 2],
  speech: [1, 1],
} as const
/** From which on a score is that of a title. */
export const TITLE_SCORE = WEIGHTS.title[1]
/** As numbers they are searched as fast as in sets; sets take longer to make the more items there are. */
const MOST_FEW = 512

export function createTextIndex(): TextIndex {
  /** Twice the slot of each item with the term; plus one where its title has it. */
  const postings = createVocabulary<number[]>()
  let names = createVocabulary<Named[]>()
  const titles: string[] = []

  function matchesOf(term: string): Matching {
    return { texts: postings.matching(term), names: names.matching(term) }
  }

  return {
    add: (slot, item) => {
      titles[slot] = titleText(item.title)
      for (const [term, inTitle] of termsOfItem(item)) {
        const posting = slot * 2 + Number(inTitle)
        const list = postings.get(term)
        if (list) list.push(posting)
        else postings.set(term, [posting])
      }
    },
    remove: (slot, item) => {
      for (const [term, inTitle] of termsOfItem(item)) {
        const list = postings.get(term) ?? []
        const last = list.pop()
        const place = list.indexOf(slot * 2 + Number(inTitle))
        if (place >= 0 && last !== undefined) list[place] = last
        if (list.length === 0) postings.delete(term)
      }
    },
    setNames: ({ categories, experts, series }) => {
      names = createVocabulary()
      const add = (name: string, named: Named) => {
        for (const term of termsOf(name)) names.set(term, [...(names.get(term) ?? []), named])
      }
      for (const { id, name } of categories.values()) add(name, { kind: 'category', id })
      for (const { id, name } of experts.values()) add(name, { kind: 'expert', id })
      for (const { id, title } of series.values()) add(title, { kind: 'series', id })
    },
    alike: (term) => [...new Set([...postings.alike(term), ...names.alike(term)])],
    titleAt: (slot) => titles[slot] ?? '',
    named: (terms) => {
      const [first, ...others] = terms.map((term) => new Set(names.matching(term).flatMap(({ value }) => value)))
      return [...(first ?? [])].filter((named) => others.every((found) => found.has(named)))
    },
    match: (term, { size, ranks, slotsOf }, said = []) => {
      const found = matchesOf(term)
      const visit = (note: (rank: number, score: number) => void) => {
        for (const { value, exact } of found.texts) {
          const [title, description] = [WEIGHTS.title[exact ? 0 : 1], WEIGHTS.description[exact ? 0 : 1]]
          for (const posting of value) note(ranks[posting >>> 1] as number, posting & 1 ? title : description)
        }
        for (const { value, exact } of found.names) {
          for (const named of value) {
            const weight = WEIGHTS[named.kind][exact ? 0 : 1]
            for (const slot of slotsOf(named)) note(ranks[slot] as number, weight)
          }
        }
        for (const { value, exact } of said) {
          visitSlots(value, (slot) => note(ranks[slot] as number, WEIGHTS.speech[exact ? 0 : 1]))
        }
      }
      const most = said.reduce((sum, { value }) => sum + value.count, countOf(found, slotsOf))
      return most > MOST_FEW ? manyMatches(visit, size) : fewMatches(visit, most)
    },
    commonness: (term, slotsOf) => countOf(matchesOf(term), slotsOf),
  }
}

interface Matching {
  texts: Match<number[]>[]
  names: Match<Named[]>[]
}

function countOf({ texts, names }: Matching, slotsOf: Ranked['slotsOf']): number {
  let count = 0
  for (const { value } of texts) count += value.length
  for (const { value } of names) for (const named of value) count += slotsOf(named).length
  return count
}

/** One blank before each word. */
export function titleText(title: string): string {
  return toWords(title)
    .map((word) => ` ${word}`)
    .join('')
}

/** Each term once, with whether the title has it. A stop word counts in a title only. */
function termsOfItem({ title, description, tags }: Item): Map<string, boolean> {
  const terms = new Map<string, boolean>()
  for (const term of termsOf([description, ...tags].join(' '))) if (!STOP_WORDS.has(term)) terms.set(term, false)
  for (const term of termsOf(title)) terms.set(term, true)
  return terms
}
