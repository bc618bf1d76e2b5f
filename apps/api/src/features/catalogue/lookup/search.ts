import type { Filters } from '../filters.ts'
import type { Item } from '../item.ts'
import { keyOf } from './facets.ts'
import type { Lists, Paging } from './lists.ts'
import type { Orders } from './orders.ts'
import type { Postings } from './postings.ts'
import { type Asked, type Fit, hasAllInTitle, MAX_RESULTS, rankMatches } from './ranking.ts'
import { recent } from './recent.ts'
import type { Table } from './table.ts'
import type { TagNames } from './tag-names.ts'
import type { TermMatches } from './term-matches.ts'
import { askedTerms } from './terms.ts'
import { type Named, type TextIndex, titleText } from './text-index.ts'

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
      trending: lists.trending(),
      phrase,
      titled: titled.map((slot) => orders.newest.ranks()[slot] as number),
    }
  }

  /** The best ranks for a text, and how it was understood. */
  function rank(text: string, filters: Filters) {
    const asked = askedTerms(text).map(terms.lookUp)
    const corrected = asked.filter(({ isCorrected }) => isCorrected)
    const corrections = new Map(corrected.map(({ term, meant }) => [term, meant]))
    const title = titleText(text)
    const phrase = corrections.size === 0 ? title : title.replace(/[^ ]+/g, (word) => corrections.get(word) ?? word)
    const [first, ...others] = asked
    const ranks = first ? rankMatches([first, ...others], lists.wanted(filters), fitOf(phrase)) : []
    return { ranks, asked, corrections }
  }

  return {
    search: (text, filters, { offset, limit }) => {
      const { ranks, corrections } = rank(text, filters)
      return { items: ranks.slice(offset, offset + limit).map(itemAt), total: ranks.length, corrections }
    },
    suggest: (text, filters) => {
      const { ranks, asked, corrections } = rank(text, filters)
      const meant = asked.map((one) => one.meant)
      const titled = ranks.filter((rank) => hasAllInTitle(asked, rank))
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

function createTermLookup({ table, orders, facets, texts }: Parts) {
  const emptyMatches = () => {
    const most = Math.max(MATCHES_BYTES, MATCHES_BYTES_PER_ITEM * table.size())
    return recent<TermMatches>(most, ({ weight }) => weight)
  }
  /** By rank, as what the lists are made from; old after each change. */
  let termMatches = emptyMatches()
  const corrections = recent<string>(MAX_CORRECTIONS, () => 1)

  const slotsOf = ({ kind, id }: Named) => facets.get(keyOf(kind, id))

  function matchesOf(term: string): TermMatches {
    return termMatches.get(term, () => texts.match(term, { size: table.size(), ranks: orders.newest.ranks(), slotsOf }))
  }

  /** A term that nothing has counts as the most common of those that are spelled alike. */
  function correctionOf(term: string): string {
    return corrections.get(term, () => {
      const alike = texts.alike(term).map((other) => ({ other, count: texts.commonness(other, slotsOf) }))
      return alike.reduce((a, b) => (a.count >= b.count ? a : b), { other: term, count: 0 }).other
    })
  }

  return {
    lookUp: (term: string): Asked & { term: string; meant: string } => {
      const matches = matchesOf(term)
      const meant = matches.count > 0 ? term : correctionOf(term)
      const isCorrected = meant !== term
      return { term, meant, isCorrected, matches: isCorrected ? matchesOf(meant) : matches }
    },
    clear: () => {
      termMatches = emptyMatches()
      corrections.clear()
    },
  }
}
