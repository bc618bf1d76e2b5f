import { type Bits, emptyBits } from './bits.ts'
import { keyOf } from './facets.ts'
import type { Lists } from './lists.ts'
import type { Asked } from './matching.ts'
import type { Orders } from './orders.ts'
import { recent } from './recent.ts'
import type { Slots } from './slot-set.ts'
import { type Room, weightOf } from './slot-union.ts'
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

/** Of the objects around the sets of a term. */
const LEAST_WEIGHT = 2_048

/** What is known of a term. */
interface Known {
  written: TermMatches
  /** With what is said, too. */
  said(): TermMatches
  /** In bytes, at most. */
  weight: number
  /** Sets that others may have when this is no longer kept. */
  taken: Bits[]
}

export function createTermLookup({ table, orders, texts, speech, lists }: Parts): TermLookup {
  /** Old after each change, as the sets that they are made of. */
  let current: ReturnType<typeof emptyMatches> | null = null
  const known = () => {
    current ??= emptyMatches()
    return current
  }
  const corrections = recent<string>(MAX_CORRECTIONS, () => 1)

  const slotsOf = ({ kind, id }: Named) => lists.slotsOf(keyOf(kind, id))

  /** Sets are used again: a garbage collector that is told of new ones all the time goes through everything for them. */
  function emptyMatches() {
    const most = Math.max(MATCHES_BYTES, MATCHES_BYTES_PER_ITEM * table.size())
    const slots = orders.newest.ranks().length
    const free: Bits[] = []
    const terms = recent<Known>(
      most,
      ({ weight }) => weight,
      ({ taken }) => free.push(...taken),
    )
    return { find: (term: string) => terms.get(term, () => lookedUp(term, slots, free)) }
  }

  function lookedUp(term: string, slots: number, free: Bits[]): Known {
    const taken: Bits[] = []
    const room = {
      slots,
      take: () => {
        const bits = free.pop()?.fill(0) ?? emptyBits(slots)
        taken.push(bits)
        return bits
      },
    }
    const scored = texts.match(term, slotsOf)
    const written = matchesOf(scored, room)
    const levels = [...scored.values()]
    const unions = [...levels, levels.flat()]
    const weight = unions.reduce((sum, sets) => sum + weightOf(sets, room), LEAST_WEIGHT)
    let said: TermMatches | undefined
    return {
      written,
      said: () => {
        said ??= saidToo(written, speech.matching(term), room)
        return said
      },
      weight: Math.ceil(weight + (speech.isEmpty() ? 0 : (2 * slots) / 8)),
      taken,
    }
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
      const asked = known().find(term)
      const isThere = asked.written.levels.length > 0 || asked.said().levels.length > 0
      const meant = isThere ? term : correctionOf(term)
      return {
        term,
        meant,
        isCorrected: meant !== term,
        matches: isThere ? asked.written : known().find(meant).written,
      }
    },
    withSpeech: (asked) => {
      if (speech.isEmpty()) return null
      const said = asked.map((one) => ({ ...one, matches: known().find(one.meant).said() }))
      return said.some(({ matches }, index) => matches !== asked[index]?.matches) ? said : null
    },
    clear: () => {
      current = null
      corrections.clear()
    },
  }
}

function saidToo(written: TermMatches, spoken: readonly Slots[], room: Room): TermMatches {
  return spoken.length > 0 ? withLesser(written, SPEECH_SCORE, spoken, room) : written
}
