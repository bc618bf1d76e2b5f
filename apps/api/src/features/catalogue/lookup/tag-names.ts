import { termsOf } from './terms.ts'
import { createVocabulary } from './vocabulary.ts'

/** The tags that items have, found by the words in them. */
export interface TagNames {
  /** Takes in those of `tags` that are used, and drops the others. */
  change(tags: Iterable<string>, isUsed: (tag: string) => boolean): void
  /** Those with all of these terms, or terms that begin with them. */
  named(terms: readonly string[]): string[]
}

export function createTagNames(): TagNames {
  const vocabulary = createVocabulary<Set<string>>()
  const known = new Set<string>()

  function add(tag: string): void {
    known.add(tag)
    for (const term of termsOf(tag)) {
      const tags = vocabulary.get(term)
      if (tags) tags.add(tag)
      else vocabulary.set(term, new Set([tag]))
    }
  }

  function remove(tag: string): void {
    known.delete(tag)
    for (const term of termsOf(tag)) {
      const tags = vocabulary.get(term)
      tags?.delete(tag)
      if (tags?.size === 0) vocabulary.delete(term)
    }
  }

  return {
    change: (tags, isUsed) => {
      for (const tag of tags) {
        const used = isUsed(tag)
        if (used && !known.has(tag)) add(tag)
        if (!used && known.has(tag)) remove(tag)
      }
    },
    named: (terms) => {
      const [first, ...others] = terms
      if (first === undefined) return []
      const { exact, alike } = vocabulary.matching(first)
      const found = new Set([...exact, ...alike].flatMap((tagged) => [...tagged]))
      return [...found].filter((tag) => others.every((term) => [...termsOf(tag)].some((one) => one.startsWith(term))))
    },
  }
}
