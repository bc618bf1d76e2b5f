import { stemmer } from 'stemmer'
import { createSortedTerms } from './sorted-terms.ts'
import { createSpellings } from './spellings.ts'

/** Terms, each with a value, found by how they begin and by how they are spelled. */
export interface Vocabulary<Value> {
  get(term: string): Value | undefined
  set(term: string, value: Value): void
  delete(term: string): void
  entries(): IterableIterator<[term: string, value: Value]>
  /** The values of the term itself, of those that begin with it, and of other English and German forms of it. */
  matching(term: string): Matching<Value>
  /** The terms that are spelled most alike, if they are alike enough. */
  alike(term: string): string[]
}

export interface Matching<Value> {
  /** Of the term that was asked for; empty where it is not there. */
  exact: readonly Value[]
  alike: readonly Value[]
}

/** A letter or two match the beginning of too many terms to look at. */
const MAX_BEGINNINGS = 1_000
const LATIN = /^[a-z]{3,40}$/
/** What a German word ends with in other cases and numbers. What is left has four letters at least: *Meer* is no *Me*. */
export const GERMAN_ENDING = /(?<=^.{4,})(?:ern|em|en|er|es|e|n|s)$/

/** @param isSpelled whether `alike` finds its terms. */
export function createVocabulary<Value>({ isSpelled = true } = {}): Vocabulary<Value> {
  const terms = new Map<string, Value>()
  const sorted = createSortedTerms()
  const spellings = createSpellings()
  /** Terms by their stem, where that is another word: most terms are their own, and objects for each take more than all postings. */
  const forms = new Map<string, string[]>()

  /** The stem of a word may have another stem. */
  function isOwnStem(stem: string): boolean {
    return terms.has(stem) && newStemsOf(stem).includes(stem)
  }

  function formsOf(term: string): Set<string> {
    const found = new Set<string>()
    for (const stem of stemsOf(term)) {
      if (!stem.startsWith(term) && isOwnStem(stem)) found.add(stem)
      for (const form of forms.get(stem) ?? []) if (!form.startsWith(term)) found.add(form)
    }
    return found
  }

  return {
    get: (term) => terms.get(term),
    set: (term, value) => {
      if (!terms.has(term)) {
        if (isSpelled) spellings.add(term)
        sorted.add(term)
        for (const stem of stemsOf(term)) if (stem !== term) forms.set(stem, [...(forms.get(stem) ?? []), term])
      }
      terms.set(term, value)
    },
    entries: () => terms.entries(),
    delete: (term) => {
      if (!terms.delete(term)) return
      spellings.remove(term)
      sorted.remove(term)
      for (const stem of stemsOf(term)) {
        const left = (forms.get(stem) ?? []).filter((form) => form !== term)
        if (left.length > 0) forms.set(stem, left)
        else forms.delete(stem)
      }
    },
    matching: (term) => {
      const exact = terms.get(term)
      const alike: Value[] = []
      for (const others of [sorted.beginningWith(term, MAX_BEGINNINGS), formsOf(term)]) {
        for (const other of others) {
          const value = other === term ? undefined : terms.get(other)
          if (value !== undefined) alike.push(value)
        }
      }
      return { exact: exact === undefined ? [] : [exact], alike }
    },
    alike: (term) => {
      const mistakes = toleratedMistakes(term)
      if (mistakes === 0) return []
      const found = spellings.nearest(term, mistakes)
      return found.length > 0 ? found : swaps(term).filter((text) => sorted.beginningWith(text, 1).length > 0)
    },
  }
}

/** The last one is kept: a question looks for each of its terms in several vocabularies. */
let lastStems: { term: string; stems: readonly string[] } = { term: '', stems: [] }

function stemsOf(term: string): readonly string[] {
  if (lastStems.term !== term) lastStems = { term, stems: newStemsOf(term) }
  return lastStems.stems
}

function newStemsOf(term: string): string[] {
  if (!LATIN.test(term)) return []
  const [english, german] = [stemmer(term), term.replace(GERMAN_ENDING, '')]
  return english === german ? [english] : [english, german]
}

/** Letters that are wrong, missing or too many. A number is right or wrong. */
function toleratedMistakes(term: string): 0 | 1 | 2 {
  if (term.length < 4 || /\p{N}/u.test(term)) return 0
  return term.length < 8 ? 1 : 2
}

/** What an unfinished word may have been, two of whose letters stand in the wrong order. */
function swaps(term: string): string[] {
  return Array.from(
    { length: term.length - 1 },
    (_, index) => `${term.slice(0, index)}${term[index + 1]}${term[index]}${term.slice(index + 2)}`,
  ).filter((spelling) => spelling !== term)
}
