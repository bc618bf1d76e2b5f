import type { Filters } from '../filters.ts'
import type { Item } from '../item.ts'
import { keyOf } from './facets.ts'
import type { Lists, Paging } from './lists.ts'
import type { Orders } from './orders.ts'
import type { Postings } from './postings.ts'
import { type Asked, type Fit, MAX_RESULTS, rankAll, rankAny, rankOthers, rankTitled, type Wanted } from './ranking.ts'
import { recent } from './recent.ts'
import type { SpeechIndex } from './speech-index.ts'
import type { Table } from './table.ts'
import type { TagNames } from './tag-names.ts'
import { matchesOf, type Places, placesOf, type TermMatches, withLesser } from './term-matches.ts'
import { askedTerms } from './terms.ts'
import { type Named, SPEECH_SCORE, type TextIndex, titleText } from './text-index.ts'

/** Answers to texts that people typed, from what is indexed. */
export interface Search {
  search(text: string, filters: Filters, paging: Paging): Found
  suggest(text: string, filters: Filters): Suggested
  /** The items or the names are no longer what they were. */
  clear(): void
}

export interface Found {
  items: Item[]
  /** On all pages. */
  total: number
  /** By the term that was asked for and that nothing has: the one that was looked for in its place. */
  corrections: ReadonlyMap<string, string>
}

export interface Suggested extends Omit<Found, 'total'> {
  shelves: Named[]
  tags: string[]
}

interface Parts {
  table: Table
  orders: Orders
  /** Slots by facet. */
  facets: Postings<string>
  texts: TextIndex
  speech: SpeechIndex
  tagNames: TagNames
  lists: Lists
}

/** What matches may take: of a large catalogue more, or few of its terms would be kept. */
const MATCHES_BYTES = 8 * 1024 * 1024
const MATCHES_BYTES_PER_ITEM = 480
const MAX_CORRECTIONS = 1_000
export const MAX_SUGGESTED = 8

export function createSearch(parts: Parts): Search {
  const { table, orders, facets, texts, tagNames, lists } = parts
  const terms = createTermLookup(parts)
  const slotOf = (rank: number) => orders.newest.slots()[rank] as number
  const itemAt = (rank: number) => table.at(slotOf(rank))
  const countOf = (key: string) => facets.get(key).length
  const itemsOf = ({ kind, id }: Named) => countOf(keyOf(kind, id))
  const itemsTagged = (tag: string) => countOf(keyOf('tag', tag))

  function fitOf(phrase: string): Fit {
    const titled = facets.get(keyOf('title', phrase)).slice(0, MAX_RESULTS)
    return {
      titleOf: (rank) => texts.titleAt(slotOf(rank)),
      isTrending: lists.isTrending(),
      phrase,
      titled: titled.map((slot) => orders.newest.ranks()[slot] as number),
    }
  }

  function understand(text: string) {
    const asked = askedTerms(text).map(terms.lookUp)
    const corrected = asked.filter(({ isCorrected }) => isCorrected)
    const corrections = new Map(corrected.map(({ term, meant }) => [term, meant]))
    const title = titleText(text)
    const phrase = corrections.size === 0 ? title : title.replace(/[^ ]+/g, (word) => corrections.get(word) ?? word)
    return { asked, corrections, fit: fitOf(phrase) }
  }

  /** What has all words in its texts comes before what has some of them only where it speaks; that before what has only some. */
  function rank(asked: readonly LookedUp[], filters: Filters, fit: Fit): number[] {
    const wanted = lists.wanted(filters)
    const written = rankIn(rankAll, asked, wanted, fit)
    if (written.length === MAX_RESULTS) return written
    const said = terms.withSpeech(asked)
    const all = said === asked ? written : [...written, ...rankIn(rankOthers(written), said, wanted, fit)]
    return all.length > 0 ? all.slice(0, MAX_RESULTS) : rankIn(rankAny, said, wanted, fit)
  }

  return {
    search: (text, filters, { offset, limit }) => {
      const { asked, corrections, fit } = understand(text)
      const ranks = rank(asked, filters, fit)
      return { items: ranks.slice(offset, offset + limit).map(itemAt), total: ranks.length, corrections }
    },
    suggest: (text, filters) => {
      const { asked, corrections, fit } = understand(text)
      const meant = asked.map((one) => one.meant)
      const titled = rankIn(rankTitled, asked, lists.wanted(filters), fit)
      const shelves = texts.named(meant).filter((named) => itemsOf(named) > 0)
      const tags = tagNames.named(meant)
      return {
        items: titled.slice(0, MAX_SUGGESTED).map(itemAt),
        shelves: shelves.sort((a, b) => itemsOf(b) - itemsOf(a)).slice(0, MAX_SUGGESTED),
        tags: tags.sort((a, b) => itemsTagged(b) - itemsTagged(a) || a.length - b.length).slice(0, MAX_SUGGESTED),
        corrections,
      }
    },
    clear: terms.clear,
  }
}

interface LookedUp extends Asked {
  term: string
  /** The term that was looked for in its place, or itself. */
  meant: string
}

/** Nothing where nothing was asked. */
function rankIn(rank: typeof rankAll, asked: readonly LookedUp[], wanted: Wanted, fit: Fit): number[] {
  const [first, ...others] = asked
  return first ? rank([first, ...others], wanted, fit) : []
}

function createTermLookup({ table, orders, facets, texts, speech }: Parts) {
  const emptyMatches = () => {
    const most = Math.max(MATCHES_BYTES, MATCHES_BYTES_PER_ITEM * table.size())
    return recent<TermMatches>(most, ({ weight }) => weight)
  }
  /** By rank, as what the lists are made from; old after each change. */
  let termMatches = emptyMatches()
  const corrections = recent<string>(MAX_CORRECTIONS, () => 1)

  const slotsOf = ({ kind, id }: Named) => facets.get(keyOf(kind, id))

  let places: Places | null = null
  const currentPlaces = () => {
    places ??= placesOf({ ranks: orders.newest.ranks(), slots: orders.newest.slots() })
    return places
  }

  function written(term: string): TermMatches {
    return termMatches.get(term, () => matchesOf(texts.match(term, slotsOf), currentPlaces()))
  }

  /** What matches in what is said, too. */
  function writtenOrSaid(term: string): TermMatches {
    return termMatches.get(`said ${term}`, () => {
      const slots = speech.matching(term).map(({ value }) => value)
      if (slots.length === 0) return written(term)
      const said = { slots, score: SPEECH_SCORE }
      return withLesser(written(term), () => texts.match(term, slotsOf), said, currentPlaces())
    })
  }

  /** How many items match, or somewhat more: each counts as often as it has what matches. */
  function commonness(term: string): number {
    return texts.match(term, slotsOf).reduce((sum, { slots }) => sum + slots.count, 0)
  }

  /** A term that nothing has counts as the most common of those that are spelled alike. */
  function correctionOf(term: string): string {
    return corrections.get(term, () => {
      const alike = texts.alike(term).map((other) => ({ other, count: commonness(other) }))
      return alike.reduce((a, b) => (a.count >= b.count ? a : b), { other: term, count: 0 }).other
    })
  }

  return {
    /** In texts. What is said somewhere is not misspelled. */
    lookUp: (term: string): LookedUp => {
      const matches = written(term)
      const isThere = matches.count > 0 || speech.matching(term).length > 0
      const meant = isThere ? term : correctionOf(term)
      const isCorrected = meant !== term
      return { term, meant, isCorrected, matches: isCorrected ? written(meant) : matches }
    },
    /** @returns the same terms, if nobody says any of them. */
    withSpeech: (asked: readonly LookedUp[]): readonly LookedUp[] => {
      if (speech.isEmpty()) return asked
      const said = asked.map((one) => ({ ...one, matches: writtenOrSaid(one.meant) }))
      return said.some(({ matches }, index) => matches !== asked[index]?.matches) ? said : asked
    },
    clear: () => {
      termMatches = emptyMatches()
      places = null
      corrections.clear()
    },
  }
}
