import type { Database } from '../../../db/database.ts'
import { pictureColumns } from './pictures.ts'
import type { Shelf, ShelfRow } from './shelf.ts'

/** What lists can be sorted by. `place` is the order that people set; where they set none, it is the name. */
export const SORTS = ['place', 'name', 'items', 'updated'] as const
export type Sort = (typeof SORTS)[number]

function columnsOf(shelf: Shelf): string {
  const { fields, further, itemsBy } = shelf
  const own = [...Object.keys(fields), ...pictureColumns(shelf), ...(further?.columns ?? [])].map(
    (column) => `t.${column}`,
  )
  const items = itemsBy ? 'coalesce((select items from shelf_items where shelf_id = t.id), 0)' : '0'
  return `t.id, ${own.join(', ')}, t.version, t.updated_at, ${items} as items`
}

function orderOf({ nameColumn, isOrdered }: Shelf, sort: Sort, order: 'asc' | 'desc'): string {
  const name = `lower(t.${nameColumn})`
  const by = {
    place: isOrdered ? `t.position ${order}, ${name}` : `${name} ${order}`,
    name: `${name} ${order}`,
    items: `items ${order}, ${name}`,
    updated: `t.updated_at ${order}`,
  }
  return `${by[sort]}, t.id`
}

const searched = ({ nameColumn, hasSlug }: Shelf) =>
  `($1::text is null or t.${nameColumn} ilike $1${hasSlug ? ' or t.slug ilike $1' : ''})`
const patternOf = (q: string | undefined) => (q === undefined ? null : `%${q.replace(/[\\%_]/g, '\\$&')}%`)

interface Asked {
  q: string | undefined
  sort: Sort
  order: 'asc' | 'desc'
  limit: number
  offset: number
}

export function selectShelfPage(db: Database, shelf: Shelf, { q, sort, order, limit, offset }: Asked) {
  return db.query<ShelfRow>(
    `studio_${shelf.kind}_page_${sort}_${order}`,
    `select ${columnsOf(shelf)} from ${shelf.table} t where ${searched(shelf)}
     order by ${orderOf(shelf, sort, order)} limit $2 offset $3`,
    [patternOf(q), limit, offset],
  )
}

export async function countShelves(db: Database, shelf: Shelf, q: string | undefined): Promise<number> {
  const [row] = await db.query<{ total: number }>(
    `studio_${shelf.kind}_count`,
    `select count(*)::integer as total from ${shelf.table} t where ${searched(shelf)}`,
    [patternOf(q)],
  )
  return row?.total ?? 0
}

export async function selectShelf(db: Database, shelf: Shelf, id: string): Promise<ShelfRow | undefined> {
  const [row] = await db.query<ShelfRow>(
    `studio_${shelf.kind}`,
    `select ${columnsOf(shelf)} from ${shelf.table} t where t.id = $1`,
    [id],
  )
  return row
}

/** The same, which nobody else changes, and to which nobody adds an item, until the transaction ends. */
export async function lockShelf(tx: Database, shelf: Shelf, id: string): Promise<ShelfRow | undefined> {
  await lockShelves(tx, shelf, [id])
  return selectShelf(tx, shelf, id)
}

/** @returns how many of them there are. */
export async function lockShelves(tx: Database, { kind, table }: Shelf, ids: readonly string[]): Promise<number> {
  const sql = `select from ${table} where id = any($1::uuid[]) order by id for update`
  return (await tx.query(`studio_${kind}_lock`, sql, [ids])).length
}

/** Slugs that begin as `base` does. */
export async function selectShelfSlugs(db: Database, shelf: Shelf, base: string): Promise<string[]> {
  const rows = await db.query<{ slug: string }>(
    `studio_${shelf.kind}_slugs`,
    `select slug from ${shelf.table} where slug = $1 or slug like $1 || '-%'`,
    [base],
  )
  return rows.map(({ slug }) => slug)
}

export type Values = Record<string, unknown>

const valuesOf = ({ fields }: Shelf, values: Values) =>
  Object.keys(fields).map((column) => (values[column] === '' ? emptyOf(column) : values[column]))
/** Texts that members are told nothing of where there are none. */
const emptyOf = (column: string) => (column === 'words' ? '' : null)

/** The last one in the order that people set. */
export async function insertShelf(
  tx: Database,
  shelf: Shelf,
  { id, values, nowMs }: { id: string; values: Values; nowMs: number },
): Promise<void> {
  const columns = Object.keys(shelf.fields)
  const [position, place] = shelf.isOrdered
    ? [', position', `, (select coalesce(max(position) + 1, 0) from ${shelf.table})`]
    : ['', '']
  await tx.query(
    `studio_${shelf.kind}_insert`,
    `insert into ${shelf.table} (id, created_at, updated_at, ${columns.join(', ')}${position})
     values ($1, to_timestamp($2::float8 / 1000), to_timestamp($2::float8 / 1000),
       ${columns.map((_, index) => `$${index + 3}`).join(', ')}${place})`,
    [id, nowMs, ...valuesOf(shelf, values)],
  )
}

/** Sets all that people set, and makes it another version. */
export async function updateShelf(
  tx: Database,
  shelf: Shelf,
  { id, values, nowMs }: { id: string; values: Values; nowMs: number },
): Promise<void> {
  const set = Object.keys(shelf.fields).map((column, index) => `${column} = $${index + 3}`)
  await tx.query(
    `studio_${shelf.kind}_update`,
    `update ${shelf.table} set ${set.join(', ')},
       version = version + 1, updated_at = to_timestamp($2::float8 / 1000) where id = $1`,
    [id, nowMs, ...valuesOf(shelf, values)],
  )
}

export async function deleteShelf(tx: Database, shelf: Shelf, id: string): Promise<void> {
  await tx.query(`studio_${shelf.kind}_delete`, `delete from ${shelf.table} where id = $1`, [id])
}

/** Deleted ones too, which may come back. */
export async function countAllItems(tx: Database, { kind, itemsBy }: Shelf, id: string): Promise<number> {
  const [row] = await tx.query<{ items: number }>(
    `studio_${kind}_items`,
    `select count(*)::integer as items from content where ${itemsBy} = $1`,
    [id],
  )
  return row?.items ?? 0
}

interface Move {
  from: string
  to: string
  nowMs: number
}

/**
 * All items, deleted ones too, which may come back. Episodes come behind those that are there, in their order.
 *
 * @returns how many.
 */
export async function moveItems(tx: Database, shelf: Shelf, { from, to, nowMs }: Move): Promise<number> {
  const rows = await tx.query(
    `studio_${shelf.kind}_move_items`,
    `update content c set ${shelf.itemsBy} = $2, version = c.version + 1, updated_at = to_timestamp($3::float8 / 1000)
       ${shelf.kind === 'series' ? ', episode_number = last.number + moved.number' : ''}
     from (select id, row_number() over (order by episode_number nulls last, created_at, id) as number
           from content where ${shelf.itemsBy} = $1) moved,
       (select coalesce(max(episode_number), 0) as number from content where ${shelf.itemsBy} = $2) last
     where c.id = moved.id returning c.id`,
    [from, to, nowMs],
  )
  return rows.length
}

/** In the order that people set; nobody else sets it until the transaction ends. */
export async function lockOrder(tx: Database, { kind, table, nameColumn }: Shelf): Promise<string[]> {
  await tx.query(`studio_${kind}_lock_all`, `select from ${table} order by id for update`)
  const rows = await tx.query<{ id: string }>(
    `studio_${kind}_order`,
    `select id from ${table} order by position, lower(${nameColumn}), id`,
  )
  return rows.map(({ id }) => id)
}

export async function updateOrder(tx: Database, { kind, table }: Shelf, ids: readonly string[]): Promise<void> {
  await tx.query(
    `studio_${kind}_set_order`,
    `update ${table} t set position = wanted.place
     from unnest($1::uuid[]) with ordinality as wanted (id, place)
     where t.id = wanted.id and t.position <> wanted.place`,
    [ids],
  )
}
