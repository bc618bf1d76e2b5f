import type { ReactNode } from 'react'
import type { Editing } from '../shared/use-draft.ts'
import type { ShelfSearch } from './shelf-search.ts'

export interface Stored {
  id: string
  version: number
  updated_at: string
  items?: number
}

export interface Page<Thing> {
  things: Thing[]
  total: number
  limit: number
  offset: number
}

/**
 * What was made under a provisional name gets its address from the first name that somebody gives to it, unless they choose one.
 *
 * @returns `null` asks the API for the address that the name makes.
 */
export function slugOfFirstName(
  { before, provisional }: { before: string; provisional: string },
  changes: { name: string | undefined; slug: string | undefined },
): { slug?: null } {
  return before === provisional && changes.name !== undefined && changes.slug === undefined ? { slug: null } : {}
}

/** What the studio makes beside items, of one kind: how the API knows it, and how its pages speak of it. */
export interface Shelf<Thing extends Stored, Fields extends object> {
  path: 'categories' | 'experts' | 'series' | 'patterns'
  words: { title: string; lead: string; nothing: string }
  nameOf: (thing: Thing) => string
  /** A line about it in the list. */
  about: (thing: Thing) => string
  list: (search: ShelfSearch, signal: AbortSignal) => Promise<Page<Thing>>
  get: (id: string, signal: AbortSignal) => Promise<Thing>
  make: () => Promise<Thing>
  change: (thing: Thing, changes: Partial<Fields>) => Promise<Thing>
  /** @param moveTo where its items go; null where it has none. */
  remove: (id: string, moveTo: string | null) => Promise<unknown>
  /** Puts it before another one, or at the end (null). Without it, the list is in the order of names. */
  place?: (id: string, before: string | null) => Promise<unknown>
  fieldsOf: (thing: Thing) => Fields
  fieldNames: Record<keyof Fields, string>
  /** What is typed. */
  fields: (editing: Editing<Thing, Fields>) => ReactNode
  /** What stands below, and is stored by itself. */
  further?: (thing: Thing, mayManage: boolean) => ReactNode
}
