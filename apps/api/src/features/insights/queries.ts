import type { Database } from '../../db/database.ts'
import type { Period } from './period.ts'

/** What rollups say of some views; viewers are counted once a day. */
export interface Amounts {
  views: number
  viewers: number
  watch_seconds: number
  completions: number
}

export type DayRow = { day: string } & Amounts

const AMOUNTS = `coalesce(sum(views), 0)::integer as views, coalesce(sum(viewers), 0)::integer as viewers,
  coalesce(sum(watch_seconds), 0)::float8 as watch_seconds, coalesce(sum(reached_end), 0)::integer as completions`

/** Days with views of whatever item, in order. */
export function selectDays(db: Database, { from, to }: Period): Promise<DayRow[]> {
  return db.query<DayRow>(
    'insights_days',
    `select day::text, views, viewers, watch_seconds::float8, reached_end as completions
     from view_platform_days where day between $1 and $2 order by day`,
    [from, to],
  )
}

/** Days with views of an item, in order. */
export function selectItemDays(db: Database, contentId: string, { from, to }: Period): Promise<DayRow[]> {
  return db.query<DayRow>(
    'insights_item_days',
    `select day::text, views, viewers, watch_seconds::float8, reached_end as completions
     from view_days where content_id = $1 and day between $2 and $3 order by day`,
    [contentId, from, to],
  )
}

export interface ItemRow extends Amounts {
  id: string
  title: string
}

/** Items by views, most first. */
export function selectItems(db: Database, { from, to }: Period, limit: number): Promise<ItemRow[]> {
  return db.query<ItemRow>(
    'insights_items',
    `select c.id, c.title, views, viewers, watch_seconds, completions
     from (select content_id, ${AMOUNTS} from view_days where day between $1 and $2 group by content_id) v
     join content c on c.id = v.content_id
     order by views desc, title, c.id limit $3`,
    [from, to, limit],
  )
}

/** Views of some items. */
export function selectViewsOf(
  db: Database,
  contentIds: readonly string[],
  { from, to }: Period,
): Promise<{ content_id: string; views: number }[]> {
  return db.query(
    'insights_views_of',
    `select content_id, sum(views)::integer as views from view_days
     where content_id = any($1) and day between $2 and $3 group by content_id`,
    [contentIds, from, to],
  )
}

export interface FacetRow {
  facet: 'device' | 'country' | 'source'
  value: string
  views: number
  /** As many at least: those of the day and the item with the most of them. */
  people: number
}

/** Where views came from; null: those of all items. */
export function selectFacets(db: Database, contentId: string | null, { from, to }: Period): Promise<FacetRow[]> {
  return db.query<FacetRow>(
    'insights_facets',
    `select facet, value, sum(views)::integer as views, max(viewers) as people
     from view_day_origins() where ($1::uuid is null or content_id = $1) and day between $2 and $3
     group by facet, value order by views desc, value`,
    [contentId, from, to],
  )
}

export interface ItemInfo {
  id: string
  title: string
  duration_seconds: number | null
}

/** Also a draft, and what is not shown any more. */
export async function selectItem(db: Database, contentId: string): Promise<ItemInfo | undefined> {
  const [row] = await db.query<ItemInfo>(
    'insights_item',
    'select id, title, duration_seconds from content where id = $1',
    [contentId],
  )
  return row
}

interface Reached {
  quarter: number
  half: number
  end: number
}

export async function selectReached(db: Database, contentId: string, { from, to }: Period): Promise<Reached> {
  const [row] = await db.query<Reached>(
    'insights_reached',
    `select coalesce(sum(reached_quarter), 0)::integer as quarter, coalesce(sum(reached_half), 0)::integer as half,
       coalesce(sum(reached_end), 0)::integer as end
     from view_days where content_id = $1 and day between $2 and $3`,
    [contentId, from, to],
  )
  return row ?? { quarter: 0, half: 0, end: 0 }
}

/** Each part of the item, so many seconds long, from the first to the last that anybody saw. */
export function selectPositions(
  db: Database,
  contentId: string,
  { from, to, binSeconds }: Period & { binSeconds: number },
): Promise<{ second: number; views: number }[]> {
  return db.query(
    'insights_positions',
    `with seen as (
       select bin, sum(views)::integer as views from view_positions
       where content_id = $1 and day between $2 and $3 group by bin
     )
     select b * $4::integer as second, coalesce(views, 0) as views
     from generate_series(0, (select max(bin) from seen)) b left join seen on bin = b order by b`,
    [contentId, from, to, binSeconds],
  )
}

export interface QualityRow {
  measure: 'start' | 'stalls' | 'height' | 'error'
  value: string
  views: number
}

/** How the views of an item played, numbers in their order. */
export function selectQuality(db: Database, contentId: string, { from, to }: Period): Promise<QualityRow[]> {
  return db.query<QualityRow>(
    'insights_quality',
    `select measure, value, sum(views)::integer as views from playback_quality
     where content_id = $1 and day between $2 and $3
     group by measure, value having sum(views) > 0 order by measure, length(value), value`,
    [contentId, from, to],
  )
}

export interface ExportRow extends Amounts {
  day: string
  content_id: string
  title: string
  reached_quarter: number
  reached_half: number
}

/** Views of a day by item; null: of all items. */
export function selectExport(db: Database, contentId: string | null, { from, to }: Period): Promise<ExportRow[]> {
  return db.query<ExportRow>(
    'insights_export',
    `select day::text, content_id, title, views, viewers, watch_seconds::float8, reached_quarter, reached_half,
       reached_end as completions
     from view_days d join content c on c.id = d.content_id
     where ($1::uuid is null or content_id = $1) and day between $2 and $3 order by day, title, content_id`,
    [contentId, from, to],
  )
}
