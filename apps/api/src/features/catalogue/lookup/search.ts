import type { Filters } from '../filters.ts'
import type { Item } from '../item.ts'
import { keyOf } from './facets.ts'
import type { Lists, Paging } from './lists.ts'
import { type Asked, type Fit, MAX_RESULTS, type Question } from './matching.ts'
import { type Newest, newestOf } from './newest.ts'
import type { Orders } from './orders.ts'
import type { Postings } from './postings.ts'
import { rank, rankTitled } from './ranking.ts'
import type { SpeechIndex } from './speech-index.ts'
import type { Table } from './table.ts'
import type { TagNames } from './tag-names.ts'
import { createTermLookup } from './term-lookup.ts'
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
  speech: SpeechIndex
  tagNames: TagNames
  lists: Lists
}

export const MAX_SUGGESTED = 8

export function createSearch(parts: Parts): Search {
  const { table, orders, facets, texts, tagNames, lists } = parts
  const terms = createTermLookup(parts)
  const countOf = (key: string) => facets.get(key).length
  const itemsOf = ({ kind, id }: Named) => countOf(keyOf(kind, id))
  const itemsTagged = (tag: string) => countOf(keyOf('tag', tag))
  let newest: Newest | null = null

  function fitOf(phrase: string, filters: Filters): Fit {
    newest ??= newestOf({ ranks: orders.newest.ranks(), slots: orders.newest.slots() })
    return {
      wanted: lists.wanted(filters),
      newest,
      titleOf: texts.titleAt,
      isTrending: lists.isTrending(),
      phrase,
      titled: facets.get(keyOf('title', phrase)).slice(0, MAX_RESULTS),
    }
  }

  function understand(text: string, filters: Filters) {
    const asked = terms.lookUp(askedTerms(text))
    const corrected = asked.filter(({ isCorrected }) => isCorrected)
    const corrections = new Map(corrected.map(({ term, meant }) => [term, meant]))
    const title = titleText(text)
    const phrase = corrections.size === 0 ? title : title.replace(/[^ ]+/g, (word) => corrections.get(word) ?? word)
    return { asked, corrections, fit: fitOf(phrase, filters) }
  }

  return {
    search: (text, filters, { offset, limit }) => {
      const { asked, corrections, fit } = understand(text, filters)
      const written = questionOf(asked, fit)
      if (!written) return { items: [], total: 0, corrections }
      const said = () => {
        const also = terms.withSpeech(asked)
        return also && questionOf(also, fit)
      }
      const { slots, total } = rank(written, said, Math.min(offset + limit, MAX_RESULTS))
      return { items: slots.slice(offset).map(table.at), total, corrections }
    },
    suggest: (text, filters) => {
      const { asked, corrections, fit } = understand(text, filters)
      const meant = asked.map((one) => one.meant)
      const question = questionOf(asked, fit)
      const titled = question ? rankTitled(question, MAX_SUGGESTED) : []
      const shelves = texts.named(meant).filter((named) => itemsOf(named) > 0)
      const tags = tagNames.named(meant)
      return {
        items: titled.map(table.at),
        shelves: shelves.sort((a, b) => itemsOf(b) - itemsOf(a)).slice(0, MAX_SUGGESTED),
        tags: tags.sort((a, b) => itemsTagged(b) - itemsTagged(a) || a.length - b.length).slice(0, MAX_SUGGESTED),
        corrections,
      }
    },
    clear: () => {
      newest = null
      terms.clear()
    },
  }
}

/** Null where nothing is asked. */
function questionOf(asked: readonly Asked[], fit: Fit): Question | null {
  const [first, ...others] = asked
  return first ? { terms: [first, ...others], fit } : null
}
