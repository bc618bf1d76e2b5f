import type { z } from 'zod'
import type { ShelfKind } from '../../../members/audit.ts'

type Shape = Record<string, z.ZodType>

/** What the studio makes beside items, of one kind. All kinds are listed, made, changed and deleted in the same way. */
export interface Shelf {
  kind: ShelfKind
  url: string
  /** In operation ids and names of schemas. */
  ids: { one: string; many: string }
  /** In sentences. */
  nouns: { a: string; one: string; many: string }
  table: string
  /** The column that says what it is called. */
  nameColumn: 'name' | 'title'
  hasSlug: boolean
  /** The column of items that refers to it; null where items do not. */
  itemsBy: 'category_id' | 'expert_id' | 'series_id' | null
  /** Whether people set the order; else it is listed by name. */
  isOrdered: boolean
  /** What people set: a column each. */
  fields: Shape
  /** The same as it is told. */
  shown: Shape
  /** What is not said of a new one. */
  defaults: Record<string, unknown>
  /** What pictures it may have; absent: none. */
  picture?: ShelfPictures
  /** What is told beside. */
  further?: { columns: string[]; shown: Shape; of: (row: ShelfRow) => Record<string, unknown> }
}

interface ShelfPictures {
  /** Apart from its own address: what loses its id on its way must not be taken for the thing itself. */
  url: string
  /** Which one is best, in words. */
  best: string
  /** A column with the address of a picture elsewhere, which is shown without one of ours. */
  elsewhere: string | null
}

export type PicturedShelf = Shelf & { picture: ShelfPictures }

/** With the columns that people set. */
export interface ShelfRow extends Record<string, unknown> {
  id: string
  version: number
  updated_at: Date
  /** How many belong to it, deleted ones left out. */
  items: number
}
