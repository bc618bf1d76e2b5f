import type { Database } from '../../../db/database.ts'
import { AppError } from '../../../errors.ts'
import { audit, type ShelfAct } from '../../../members/audit.ts'
import type { Doing } from '../content/change-content.ts'
import type { PictureUrl } from '../content/item-pictures.ts'
import { numberedSlug, toSlug } from '../content/slug.ts'
import { pictureOf } from './pictures.ts'
import { selectShelf, selectShelfSlugs, type Values } from './queries.ts'
import type { Shelf, ShelfRow } from './shelf.ts'

export function noShelf({ nouns }: Shelf): AppError {
  return new AppError('not_found', `There is no ${nouns.one} with this id.`)
}

/** @throws AppError `not_found` */
export async function shownShelf(db: Database, shelf: Shelf, id: string, pictureUrl: PictureUrl) {
  const row = await selectShelf(db, shelf, id)
  if (!row) throw noShelf(shelf)
  return toShelf(shelf, row, pictureUrl)
}

/** As the studio shows it. */
export function toShelf(shelf: Shelf, row: ShelfRow, pictureUrl: PictureUrl): Record<string, unknown> {
  const { id, version, updated_at: updatedAt, items } = row
  return {
    id,
    ...fieldsOf(shelf, row),
    ...pictureOf(shelf, row, pictureUrl),
    ...shelf.further?.of(row),
    ...(shelf.itemsBy && { items }),
    version,
    updated_at: updatedAt.toISOString(),
  }
}

/** What people have set. */
export function fieldsOf({ fields, defaults }: Shelf, row: ShelfRow): Values {
  return Object.fromEntries(Object.keys(fields).map((name) => [name, row[name] ?? defaults[name] ?? null]))
}

/** The slug that a name makes, with a number where others have it. */
export async function freeShelfSlug(db: Database, shelf: Shelf, name: string): Promise<string> {
  const base = toSlug(name)
  const taken = new Set(await selectShelfSlugs(db, shelf, base))
  let number = 1
  while (taken.has(numberedSlug(base, number))) number += 1
  return numberedSlug(base, number)
}

/** Texts that are long; the record of acts does without them. */
const LONG = ['description', 'bio', 'words']

export function factsOf(values: Values, names = Object.keys(values)): Values {
  return Object.fromEntries(names.filter((name) => !LONG.includes(name)).map((name) => [name, values[name]]))
}

/** Records what somebody did to one of them. */
export function recordShelf(tx: Database, { member, requestId }: Doing, act: ShelfAct): Promise<void> {
  return audit(tx, { ...act, actor: { kind: 'member', sub: member.sub }, requestId })
}
