import { keyOf } from './facets.ts'
import type { Lists } from './lists.ts'
import type { Asked } from './matching.ts'
import type { Orders } from './orders.ts'
import { recent } from './recent.ts'
import type { SpeechIndex } from './speech-index.ts'
import type { Table } from './table.ts'
import { matchesOf, type TermMatches, withLesser } from './term-matches.ts'
import { type Named, SPEECH_SCORE, type TextIndex } from './text-index.ts'

/** What has the terms of questions, kept for the next one. */
export interface TermLookup {
  /** In texts. What is said somewhere is not misspelled. */
  lookUp(term: string): LookedUp
  /** The same terms with what is said, too; null if nobody says any of them. */
  withSpeech(asked: readonly LookedUp[]): readonly LookedUp[] | null
  /** The items or the names are no longer what they were. */
  clear(): void
}

export interface LookedUp extends Asked {
  term: string
  /** The term that was looked for in its place, or itself. */
  meant: string
}

interface Parts {
  table: Table
  orders: Orders
  texts: TextIndex
  speech: SpeechIndex
  lists: Lists
}

/** What matches may take: of a large catalogue more, or few of its terms would be kept. */
const MATCHES_BYTES = 8 * 1024 * 1024
const MATCHES_BYTES_PER_ITEM = 480
const MAX_CORRECTIONS = 1_000

export function createTermLookup({ table, orders, texts, speech, lists }: Parts): TermLookup {
  const emptyMatches = () => {
    const most = Math.max(MATCHES_BYTES, MATCHES_BYTES_PER_ITEM * table.size())
    return recent<TermMatches>(most, ({ weight }) => weight)
  }
  /** Old after each change, as the sets that they are made of. */
  let termMatches = emptyMatches()
  const corrections = recent<string>(MAX_CORRECTIONS, () => 1)

  const slotsOf = ({ kind, id }: Named) => lists.slotsOf(keyOf(kind, id))
  const room = () => orders.newest.ranks().length

  function written(term: string): TermMatches {
    return termMatches.get(term, () => matchesOf(texts.match(term, slotsOf), room()))
  }

  /** What matches in what is said, too. */
  function writtenOrSaid(term: string): TermMatches {
    return termMatches.get(`said ${term}`, () => {
      const sets = speech.matching(term)
      return sets.length > 0 ? withLesser(written(term), [SPEECH_SCORE, sets], room()) : written(term)
    })
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
    lookUp: (term) => {
      const matches = written(term)
      const isThere = matches.levels.length > 0 || speech.matching(term).length > 0
      const meant = isThere ? term : correctionOf(term)
      const isCorrected = meant !== term
      return { term, meant, isCorrected, matches: isCorrected ? written(meant) : matches }
    },
    withSpeech: (asked) => {
      if (speech.isEmpty()) return null
      const said = asked.map((one) => ({ ...one, matches: writtenOrSaid(one.meant) }))
      return said.some(({ matches }, index) => matches !== asked[index]?.matches) ? said : null
    },
    clear: () => {
      termMatches = emptyMatches()
      corrections.clear()
    },
  }
}
