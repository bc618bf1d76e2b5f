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
}

/** Items whose totals were changed since `horizon`, or all, and the horizon of the next call. */
export async function selectTotals(db: Database, horizon: string): Promise<{ rows: TotalRow[]; horizon: string }> {
  const [row] = await db.query<{ rows: TotalRow[] | null; horizon: string }>(
    'analytics_totals',
    `select pg_snapshot_xmin(pg_current_snapshot())::text as horizon, json_agg(json_build_object(
       'content_id', content_id, 'views', views, 'watch_seconds', watch_seconds)) as rows
     from view_totals where changed >= $1::xid8`,
    [horizon],
  )
  return { rows: row?.rows ?? [], horizon: row?.horizon ?? horizon }
}
