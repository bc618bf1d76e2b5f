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

const MAX_MATCHES_BYTES = 8 * 1024 * 1024
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
    const meant = new Map(askedTerms(text).map((term) => [term, terms.meantBy(term)]))
    const asked: Asked[] = [...meant].map(([term, other]) => ({
      ...terms.matchesOf(other),
      isCorrected: term !== other,
    }))
    const [first, ...others] = asked
    const phrase = titleText(text).replace(/[^ ]+/g, (word) => meant.get(word) ?? word)
    const ranks = first ? rankMatches([first, ...others], lists.wanted(filters), fitOf(phrase)) : []
    return { ranks, asked, meant: [...meant.values()], corrections: changed(meant) }
  }

  return {
    search: (text, filters, { offset, limit }) => {
      const { ranks, corrections } = rank(text, filters)
      return { items: ranks.slice(offset, offset + limit).map(itemAt), total: ranks.length, corrections }
    },
    suggest: (text, filters) => {
      const { ranks, asked, meant, corrections } = rank(text, filters)
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
  /** By rank, as what the lists are made from; old after each change. */
  const termMatches = recent<TermMatches>(MAX_MATCHES_BYTES, ({ weight }) => weight)
  const corrections = recent<string>(MAX_CORRECTIONS, () => 1)

  function matchesOf(term: string): TermMatches {
    return termMatches.get(term, () =>
      texts.match(term, {
        size: table.size(),
        ranks: orders.newest.ranks(),
        slotsOf: ({ kind, id }) => facets.get(keyOf(kind, id)),
      }),
    )
  }

  return {
    matchesOf,
    /** A term that nothing has counts as the most common of those that are spelled alike. */
    meantBy: (term: string): string => {
      if (matchesOf(term).count > 0) return term
      return corrections.get(term, () => {
        const [first = term, ...others] = texts.alike(term)
        return others.reduce((a, b) => (matchesOf(a).count >= matchesOf(b).count ? a : b), first)
      })
    },
    clear: () => {
      termMatches.clear()
      corrections.clear()
    },
  }
}

function changed(meant: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...meant].filter(([term, other]) => term !== other))
}
