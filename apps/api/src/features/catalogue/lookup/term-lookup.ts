import { keyOf } from './facets.ts'
import { createKnownTerms, type Known, type KnownTerms } from './known-terms.ts'
import type { Lists } from './lists.ts'
import type { Asked } from './matching.ts'
import type { Orders } from './orders.ts'
import { recent } from './recent.ts'
import type { SpeechIndex } from './speech-index.ts'
import type { Table } from './table.ts'
import type { Named, TextIndex } from './text-index.ts'

/** What has the terms of questions, kept for the next one. */
export interface TermLookup {
  /** The terms of a question, in texts; valid until the next question. What is said somewhere is not misspelled. */
  lookUp(terms: readonly string[]): LookedUp[]
  /** The same terms with what is said, too; null if nobody says any of them. */
  withSpeech(asked: readonly LookedUp[]): readonly LookedUp[] | null
  /** The items or the names are no longer what they were. */
  clear(): void
}

export interface LookedUp extends Asked {
  term: string
  /** The term that was looked for in its place, or itself. */
  meant: string
  known: Known
}

interface Parts {
  table: Table
  orders: Orders
  texts: TextIndex
  speech: SpeechIndex
  lists: Lists
}

const MAX_CORRECTIONS = 1_000

export function createTermLookup({ table, orders, texts, speech, lists }: Parts): TermLookup {
  /** Old after each change, as the sets that they are made of. */
  let current: KnownTerms | null = null
  const corrections = recent<string>(MAX_CORRECTIONS, () => 1)

  const slotsOf = ({ kind, id }: Named) => lists.slotsOf(keyOf(kind, id))
  const knownTerms = () => {
    current ??= createKnownTerms({ texts, speech, slotsOf }, table.size(), orders.newest.ranks().length)
    return current
  }

  /** How many items match, or somewhat more: each counts as often as it has what matches. */
  function commonness(term: string): number {
    let sum = 0
    for (const sets of texts.match(term, slotsOf).values()) for (const { count } of sets) sum += count
    return sum
  }

  /** A term that nothing has counts as the most common of those that are spelled alike. */
  function correctionOf(term: string): string {
    return corrections.get(term, () => {
      const alike = texts.alike(term).map((other) => ({ other, count: commonness(other) }))
      return alike.reduce((a, b) => (a.count >= b.count ? a : b), { other: term, count: 0 }).other
    })
  }

  return {
    lookUp: (terms) => {
      const find = knownTerms().ask()
      return terms.map((term) => {
        const asked = find(term)
        const isThere = asked.written.levels.length > 0 || asked.said().levels.length > 0
        const meant = isThere ? term : correctionOf(term)
        const known = isThere ? asked : find(meant)
        return { term, meant, isCorrected: meant !== term, known, matches: known.written }
      })
    },
    withSpeech: (asked) => {
      if (speech.isEmpty()) return null
      const said = asked.map((one) => ({ ...one, matches: one.known.said() }))
      return said.some(({ matches }, index) => matches !== asked[index]?.matches) ? said : null
    },
    clear: () => {
      current = null
      corrections.clear()
    },
  }
}
