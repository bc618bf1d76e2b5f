import SearchableMap from 'minisearch/SearchableMap'
import { stemmer } from 'stemmer'

/** Terms, each with a value, found by how they begin and by how they are spelled. */
export interface Vocabulary<Value> {
  get(term: string): Value | undefined
  set(term: string, value: Value): void
  delete(term: string): void
  /** The term itself, those that begin with it, and other English forms of it. */
  matching(term: string): Match<Value>[]
  /** The terms that are spelled most alike, if they are alike enough. */
  alike(term: string): string[]
}

export interface Match<Value> {
  value: Value
  /** It is the term that was asked for. */
  exact: boolean
}

/** A letter or two match the beginning of too many terms to look at. */
const MAX_BEGINNINGS = 1_000
const ENGLISH = /^[a-z]{3,40}$/

export function createVocabulary<Value>(): Vocabulary<Value> {
  const terms = new SearchableMap<Value>()
  /** Terms by their stem. */
  const forms = new Map<string, Set<string>>()

  function formsOf(term: string): string[] {
    return ENGLISH.test(term) ? [...(forms.get(stemmer(term)) ?? [])].filter((form) => !form.startsWith(term)) : []
  }

  return {
    get: (term) => terms.get(term),
    set: (term, value) => {
      if (ENGLISH.test(term) && !terms.has(term)) {
        const stem = stemmer(term)
        const known = forms.get(stem)
        if (known) known.add(term)
        else forms.set(stem, new Set([term]))
      }
      terms.set(term, value)
    },
    delete: (term) => {
      terms.delete(term)
      if (!ENGLISH.test(term)) return
      const stem = stemmer(term)
      const known = forms.get(stem)
      known?.delete(term)
      if (known?.size === 0) forms.delete(stem)
    },
    matching: (term) => {
      const matches: Match<Value>[] = []
      const exact = terms.get(term)
      if (exact !== undefined) matches.push({ value: exact, exact: true })
      for (const [found, value] of terms.atPrefix(term)) {
        if (matches.length > MAX_BEGINNINGS) break
        if (found !== term) matches.push({ value, exact: false })
      }
      for (const form of formsOf(term)) {
        const value = terms.get(form)
        if (value !== undefined) matches.push({ value, exact: false })
      }
      return matches
    },
    alike: (term) => {
      const distance = toleratedMistakes(term)
      if (distance === 0) return []
      const swapped = swaps(term).filter((spelling) => terms.has(spelling))
      if (swapped.length > 0) return swapped
      const found = [...terms.fuzzyGet(term, distance)].map(([other, [, mistakes]]) => ({ other, mistakes }))
      const fewest = Math.min(...found.map(({ mistakes }) => mistakes))
      return found.filter(({ mistakes }) => mistakes === fewest).map(({ other }) => other)
    },
  }
}

/** Letters that are wrong, missing or too many. A number is right or wrong. */
function toleratedMistakes(term: string): number {
  if (term.length < 4 || /\p{N}/u.test(term)) return 0
  return term.length < 7 ? 1 : 2
}

/** Two neighbours in the wrong order are one mistake, not two. */
function swaps(term: string): string[] {
  return Array.from(
    { length: term.length - 1 },
    (_, index) => `${term.slice(0, index)}${term[index + 1]}${term[index]}${term.slice(index + 2)}`,
  ).filter((spelling) => spelling !== term)
}
