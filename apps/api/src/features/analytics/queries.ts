import type { Database } from '../../db/database.ts'

/** The salt of a day: the first that any process offers. */
export async function takeSalt(db: Database, offered: { day: string; salt: Buffer }): Promise<Buffer> {
  const [row] = await db.query<{ salt: Buffer }>(
    'analytics_take_salt',
    `insert into viewer_salts as s (day, salt) values ($1, $2) on conflict (day) do update set salt = s.salt returning salt`,
    [offered.day, offered.salt],
  )
  if (!row) throw new Error('A day has no salt')
  return row.salt
}

export interface TotalRow {
  content_id: string
  views: number
  watch_seconds: number
  /** Null for -Infinity. */
  heat: number | null
}

/** Items whose totals were changed since `horizon`, or all, and the horizon of the next call. */
export async function selectTotals(db: Database, horizon: string): Promise<{ rows: TotalRow[]; horizon: string }> {
  const [row] = await db.query<{ rows: TotalRow[] | null; horizon: string }>(
    'analytics_totals',
    `select pg_snapshot_xmin(pg_current_snapshot())::text as horizon, json_agg(json_build_object(
       'content_id', content_id, 'views', views, 'watch_seconds', watch_seconds, 'heat', heat)) as rows
     from view_totals where changed >= $1::xid8`,
    [horizon],
  )
  return { rows: row?.rows ?? [], horizon: row?.horizon ?? horizon }
}

/** Those of some items that have totals still: they go with their item. */
export async function selectCounted(db: Database, contentIds: string[]): Promise<string[]> {
  const rows = await db.query<{ content_id: string }>(
    'analytics_counted',
    'select content_id from view_totals where content_id = any($1::uuid[])',
    [contentIds],
  )
  return rows.map(({ content_id }) => content_id)
}

/** What the days of an item come to. */
export async function selectSummary(
  db: Database,
  contentId: string,
  today: string,
): Promise<{ viewers: number; reached_end: number; views_7: number; views_30: number }> {
  const [row] = await db.query<Awaited<ReturnType<typeof selectSummary>>>(
    'analytics_summary',
    `select coalesce(sum(viewers), 0)::float8 as viewers, coalesce(sum(reached_end), 0)::float8 as reached_end,
       coalesce(sum(views) filter (where day > $2::date - 7), 0)::float8 as views_7,
       coalesce(sum(views) filter (where day > $2::date - 30), 0)::float8 as views_30
     from view_days where content_id = $1`,
    [contentId, today],
  )
  return row ?? { viewers: 0, reached_end: 0, views_7: 0, views_30: 0 }
}

export interface FacetRow {
  facet: string
  value: string
  views: number
  /** On the day on which there were most: so many different people there surely are. */
  people: number
}

/** Where the views of the last days came from. */
export function selectFacets(
  db: Database,
  contentId: string,
  { day, days }: { day: string; days: number },
): Promise<FacetRow[]> {
  return db.query<FacetRow>(
    'analytics_facets',
    `select facet, value, sum(views)::float8 as views, max(viewers) as people
     from view_day_origins() where content_id = $1 and day > $2::date - $3::integer group by facet, value order by value`,
    [contentId, day, days],
  )
}
