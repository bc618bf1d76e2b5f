import type { Tier } from '@better-and-bliss/membership'
import { type Condition, type Conditions, conditionsOf } from '../../../db/conditions.ts'
import type { Database } from '../../../db/database.ts'
import { type Counted, countedOf, mostCounted } from '../counted.ts'
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

const SHORT = 2
/** Of a letter or two there are no trigrams: all items are looked through, which is quickest where no letter has to be changed, nor a row be read. */
const isShort = (q: string) => Array.from(q).length <= SHORT

/** A part of a title or a slug, which has small letters alone, or a tag. */
function soughtBy(q: string): Condition {
  const tag = q.toLowerCase()
  if (!isShort(q)) return ['(c.title ilike $1 or c.slug ilike $1 or c.tags @> array[$2])', within(q), tag]
  return [
    '(c.slug like $1 or c.title like any($2) or c.id in (select id from content where tags @> array[$3]))',
    within(tag),
    casesOf(q).map(within),
    tag,
  ]
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

export interface ItemsPage extends Counted {
  rows: ItemRow[]
}

/** What a rare text finds is found at once, and what a common one, in the order of the list: neither looks through all items twice. */
export async function selectItemsPage(
  db: Database,
  scope: Scope,
  filters: ListFilters,
  paging: Paging,
): Promise<ItemsPage> {
  const narrowed = conditionsOfItems(scope, filters)
  if (filters.q === undefined) {
    const ids = await selectIds(db, narrowed, { ...paging, limit: paging.limit + 1 })
    const [rows, total] = await Promise.all([
      selectItems(db, ids.slice(0, paging.limit)),
      isEnd(ids, paging) ? paging.offset + ids.length : count(db, narrowed),
    ])
    return { rows, total, has_uncounted: false }
  }
  const most = mostCounted({ offset: paging.offset, isNarrowed: true })
  const sought = await selectSought(db, narrowed, { q: filters.q, limit: most + 1 })
  const few: Conditions = { where: 'c.id = any($1::uuid[])', values: [sought] }
  const ids = await selectIds(db, sought.length <= most ? few : narrowed, paging)
  return { rows: await selectItems(db, ids), ...countedOf(sought.length, most) }
}

/** Whether the total is known from a page, of which one item more than shown was asked for. */
function isEnd(ids: readonly string[], { limit, offset }: Paging): boolean {
  return ids.length <= limit && (ids.length > 0 || offset === 0)
}

async function selectIds(db: Database, { where, values }: Conditions, paging: Paging): Promise<string[]> {
  const { sort, order, limit, offset } = paging
  const place = values.length
  const rows = await db.query<{ id: string }>(
    UNNAMED,
    `select c.id from content c where ${where} order by ${ORDERS[sort]} ${order} nulls last, c.id
     limit $${place + 1} offset $${place + 2}`,
    [...values, limit, offset],
  )
  return rows.map(({ id }) => id)
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

/** Those of a short text in the order of an index that has all that is looked at. */
async function selectSought(
  db: Database,
  { where, values }: Conditions,
  { q, limit }: { q: string; limit: number },
): Promise<string[]> {
  const order = isShort(q) ? 'order by lower(c.title), c.id' : ''
  const rows = await db.query<{ id: string }>(
    UNNAMED,
    `select c.id from content c where ${where} ${order} limit ${limit}`,
    values,
  )
  return rows.map(({ id }) => id)
}

function conditionsOfItems(scope: Scope, filters: ListFilters): Conditions {
  const { q, deleted, status, tier, content_type, category, expert, series, tag, featured, review } = filters
  return conditionsOf([
    [deleted ? 'c.deleted_at is not null' : 'c.deleted_at is null'],
    ['c.owner_id = $1', scope ?? undefined],
    ...(q === undefined ? [] : [soughtBy(q)]),
    ['c.status = $1', status],
    ['c.access_tier = $1', tier],
    ['c.content_type = $1', content_type],
    ['c.category_id = $1', category],
    ['c.expert_id = $1', expert],
    ['c.series_id = $1', series],
    ['c.tags @> array[$1]', tag],
    ['c.featured = $1', featured],
    ['(c.review_requested_at is not null) = $1', review],
  ])
}
