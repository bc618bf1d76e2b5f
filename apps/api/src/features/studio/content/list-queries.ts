import type { Tier } from '@better-and-bliss/membership'
import type { Database } from '../../../db/database.ts'
import { SOUGHT_COUNTED } from '../counted.ts'
import { ITEM_COLUMNS, type ItemRow, NAMES, type Scope } from './content-queries.ts'
import type { Status } from './schemas.ts'

/** What a list is narrowed by; undefined: not by this. */
export interface ListFilters {
  q?: string | undefined
  status?: Status | undefined
  tier?: Tier | undefined
  content_type?: 'video' | 'audio' | undefined
  category?: string | undefined
  expert?: string | undefined
  series?: string | undefined
  tag?: string | undefined
  featured?: boolean | undefined
  review?: boolean | undefined
  deleted: boolean
}

/** What a list is sorted by, and how the database orders by it. */
const ORDERS = {
  updated: 'c.updated_at',
  created: 'c.created_at',
  published: 'coalesce(c.publish_at, c.published_at)',
  title: 'lower(c.title)',
  duration: 'coalesce(c.shown_duration_seconds, c.duration_seconds, c.video_duration_seconds)',
} as const
export type ListSort = keyof typeof ORDERS
export const LIST_SORTS = Object.keys(ORDERS) as [ListSort, ...ListSort[]]

const FILTER = `($1::uuid is null or c.owner_id = $1) and (c.deleted_at is not null) = $2
  and (SOUGHT)
  and ($5::text is null or c.status = $5) and ($6::text is null or c.access_tier = $6)
  and ($7::text is null or c.content_type = $7) and ($8::uuid is null or c.category_id = $8)
  and ($9::uuid is null or c.expert_id = $9) and ($10::uuid is null or c.series_id = $10)
  and ($11::text is null or c.tags @> array[$11::text]) and ($12::boolean is null or c.featured = $12)
  and ($13::boolean is null or (c.review_requested_at is not null) = $13)`

/** A part of a title or a slug, or a tag, by the indexes of their trigrams. */
const SOUGHT = '$3::text is null or c.title ilike $3 or c.slug ilike $3 or c.tags @> array[$4::text]'
/** Of a letter or two there are no trigrams: all items are looked through, which is quickest where no letter has to be changed, nor a row be read. */
const SOUGHT_SHORT =
  '$3::text[] is null or c.slug like any($3) or c.title like any($3) or c.id in (select id from content where tags @> array[$4::text])'
const SHORT = 2

const isShort = (q: string | undefined) => q !== undefined && Array.from(q).length <= SHORT
/** The function keeps `$` what it is. */
const filterOf = ({ q }: ListFilters) => FILTER.replace('SOUGHT', () => (isShort(q) ? SOUGHT_SHORT : SOUGHT))

/** What a title or a slug is like. A short text in all its cases, since those are told apart. */
function patternOf(q: string): string | string[] {
  return isShort(q) ? casesOf(q).map(within) : within(q)
}

const within = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`

function casesOf(text: string): string[] {
  const inCases = Array.from(text, (letter) => [...new Set([letter.toLowerCase(), letter.toUpperCase()])])
  return inCases.reduce<string[]>((begun, letters) => begun.flatMap((one) => letters.map((next) => one + next)), [''])
}

interface Paging {
  sort: ListSort
  order: 'asc' | 'desc'
  limit: number
  offset: number
}

/** A plan that is made for all filters at once would use none of the indexes: each question is planned by itself. */
const UNNAMED = ''

export interface ItemsPage {
  rows: ItemRow[]
  /** On all pages, up to `SOUGHT_COUNTED` where some are sought. */
  total: number
}

/** What a rare text finds is found at once, and what a common one, in the order of the list: neither looks through all items twice. */
export async function selectItemsPage(
  db: Database,
  scope: Scope,
  filters: ListFilters,
  paging: Paging,
): Promise<ItemsPage> {
  const narrowed = { where: filterOf(filters), values: valuesOf(scope, filters) }
  if (filters.q === undefined) {
    const [rows, total] = await Promise.all([selectRows(db, narrowed, paging), count(db, narrowed)])
    return { rows, total }
  }
  const ids = await selectSought(db, narrowed)
  const few: Conditions = { where: 'c.id = any($1::uuid[])', values: [ids] }
  return { rows: await selectRows(db, ids.length < SOUGHT_COUNTED ? few : narrowed, paging), total: ids.length }
}

interface Conditions {
  where: string
  values: unknown[]
}

/** One page: which items, and then what is shown of them. */
async function selectRows(db: Database, { where, values }: Conditions, paging: Paging): Promise<ItemRow[]> {
  const { sort, order, limit, offset } = paging
  const place = values.length
  const page = await db.query<{ id: string }>(
    UNNAMED,
    `select c.id from content c where ${where} order by ${ORDERS[sort]} ${order} nulls last, c.id
     limit $${place + 1} offset $${place + 2}`,
    [...values, limit, offset],
  )
  return selectItems(
    db,
    page.map(({ id }) => id),
  )
}

/** In the order of the ids. It has a name because the plan of five tables, made anew, takes twice as long as the rows of a page. */
function selectItems(db: Database, ids: readonly string[]): Promise<ItemRow[]> {
  return db.query<ItemRow>(
    'studio_items',
    `select ${ITEM_COLUMNS} from unnest($1::uuid[]) with ordinality as page (id, place)
     join content c on c.id = page.id ${NAMES} order by page.place`,
    [ids],
  )
}

async function count(db: Database, { where, values }: Conditions): Promise<number> {
  const [row] = await db.query<{ total: number }>(
    UNNAMED,
    `select count(*)::integer as total from content c where ${where}`,
    values,
  )
  return row?.total ?? 0
}

async function selectSought(db: Database, { where, values }: Conditions): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    UNNAMED,
    `select c.id from content c where ${where} limit ${SOUGHT_COUNTED}`,
    values,
  )
  return rows.map(({ id }) => id)
}

function valuesOf(scope: Scope, filters: ListFilters): unknown[] {
  const { q, deleted, status, tier, content_type, category, expert, series, tag, featured, review } = filters
  return [
    scope,
    deleted,
    q === undefined ? null : patternOf(q),
    q?.toLowerCase() ?? null,
    status ?? null,
    tier ?? null,
    content_type ?? null,
    category ?? null,
    expert ?? null,
    series ?? null,
    tag ?? null,
    featured ?? null,
    review ?? null,
  ]
}
