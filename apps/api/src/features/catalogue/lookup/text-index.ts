import { toWords } from '../../../text/words.ts'
import type { Item, Shelves } from '../item.ts'
import { WEIGHTS } from './scores.ts'
import { emptySlotSet, type SlotSet, type Slots, withoutSlots, withSlot } from './slot-set.ts'
import type { Scored } from './term-matches.ts'
import { STOP_WORDS, termsOf } from './terms.ts'
import { createVocabulary } from './vocabulary.ts'

/** Finds items by the terms of their titles, descriptions, tags, and the names of their experts, series and categories. */
export interface TextIndex {
  add(slot: number, item: Item): void
  remove(slot: number, item: Item): void
  /** Replaces the names by which items are found. */
  setNames(shelves: Shelves): void
  /** Terms that begin with `term` match too. @param slotsOf the slots of the items of a category, an expert or a series. */
  match(term: string, slotsOf: (named: Named) => Slots): Scored
  /** The terms that `term` may have been meant to be, all equally alike. */
  alike(term: string): string[]
  /** The words of an item's title, one blank before each. */
  titleAt(slot: number): string
  /** What has all of these terms in its name, or terms that begin with them. */
  named(terms: readonly string[]): Named[]
}

export interface Named {
  kind: 'category' | 'expert' | 'series'
  id: string
}

export function createTextIndex(): TextIndex {
  const postings = createVocabulary<Posted>()
  let names = createVocabulary<Named[]>()
  const titles: string[] = []
  let slots = 0

  return {
    add: (slot, item) => {
      slots = Math.max(slots, slot + 1)
      titles[slot] = titleText(item.title)
      for (const [term, where] of termsOfItem(item)) {
        const known = postings.get(term)
        const posted = known ?? { title: null, text: null }
        posted[where] = withSlot(posted[where] ?? emptySlotSet(), slot, slots)
        if (!known) postings.set(term, posted)
      }
    },
    remove: (slot, item) => {
      const gone = new Set([slot])
      for (const [term, where] of termsOfItem(item)) {
        const posted = postings.get(term)
        const left = posted?.[where] && withoutSlots(posted[where], gone)
        if (!posted || !left) continue
        posted[where] = left.count > 0 ? left : null
        if (!posted.title && !posted.text) postings.delete(term)
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
      const [first, ...others] = terms.map((term) => {
        const { exact, alike } = names.matching(term)
        return new Set([...exact, ...alike].flat())
      })
      return [...(first ?? [])].filter((named) => others.every((found) => found.has(named)))
    },
    match: (term, slotsOf) => {
      const scored = new Map<number, Slots[]>()
      const add = (score: number, slots: Slots) => {
        if (slots.count === 0) return
        const sets = scored.get(score)
        if (sets) sets.push(slots)
        else scored.set(score, [slots])
      }
      const [written, named] = [postings.matching(term), names.matching(term)]
      for (const [place, how] of [
        [0, 'exact'],
        [1, 'alike'],
      ] as const) {
        for (const { title, text } of written[how]) {
          if (title) add(WEIGHTS.title[place], title)
          if (text) add(WEIGHTS.description[place], text)
        }
        for (const one of named[how].flat()) add(WEIGHTS[one.kind][place], slotsOf(one))
      }
      return scored
    },
  }
}

/** The slots of items with a term: where it stands in the title, and where it does not. */
interface Posted {
  title: SlotSet | null
  text: SlotSet | null
}

/** One blank before each word. */
export function titleText(title: string): string {
  return toWords(title)
    .map((word) => ` ${word}`)
    .join('')
}

/** Each term once, with where it stands. A stop word counts in a title only. */
function termsOfItem({ title, description, tags }: Item): Map<string, keyof Posted> {
  const terms = new Map<string, keyof Posted>()
  for (const term of termsOf([description, ...tags].join(' '))) if (!STOP_WORDS.has(term)) terms.set(term, 'text')
  for (const term of termsOf(title)) terms.set(term, 'title')
  return terms
}
