import type { Database } from '../../../db/database.ts'

interface ViewDay {
  contentId: string
  day: string
  views: number
  viewers?: number
  minutes?: number
  quarter?: number
  half?: number
  end?: number
}

/** Writes what the rollups say of the views of an item and a day. */
export async function insertViewDay(db: Database, row: ViewDay): Promise<void> {
  const { contentId, day, views, viewers = views, minutes = views, quarter = views, half = views, end = 0 } = row
  await db.query(
    'test_insert_view_day',
    `with platform as (
       insert into view_platform_days as p (day, views, viewers, watch_seconds, reached_end) values ($2, $3, $4, $5, $8)
       on conflict (day) do update set views = p.views + excluded.views, viewers = p.viewers + excluded.viewers,
         watch_seconds = p.watch_seconds + excluded.watch_seconds, reached_end = p.reached_end + excluded.reached_end
     )
     insert into view_days (content_id, day, views, viewers, watch_seconds, reached_quarter, reached_half, reached_end)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [contentId, day, views, viewers, minutes * 60, quarter, half, end],
  )
}

interface Facet {
  contentId: string
  day: string
  facet: 'device' | 'country' | 'source'
  value: string
  views: number
  viewers: number
}

export async function insertFacet(
  db: Database,
  { contentId, day, facet, value, views, viewers }: Facet,
): Promise<void> {
  if (facet === 'device') {
    const counts = `set ${value}_views = $3, ${value}_viewers = $4`
    await db.query('', `update view_days ${counts} where content_id = $1 and day = $2`, [
      contentId,
      day,
      views,
      viewers,
    ])
    return
  }
  await db.query(
    'test_insert_facet',
    'insert into view_day_facets (content_id, day, facet, value, views, viewers) values ($1, $2, $3, $4, $5, $6)',
    [contentId, day, facet, value, views, viewers],
  )
}

/** Writes how many views of a day saw each part of an item, from its beginning on. */
export async function insertPositions(
  db: Database,
  contentId: string,
  day: string,
  views: readonly number[],
): Promise<void> {
  await db.query(
    'test_insert_positions',
    `insert into view_positions (content_id, day, bin, views)
     select $1, $2, bin - 1, views from unnest($3::integer[]) with ordinality as seen (views, bin) where views > 0`,
    [contentId, day, views],
  )
}

export async function insertQuality(
  db: Database,
  { contentId, day, measure, value, views }: Omit<Facet, 'facet' | 'viewers'> & { measure: string },
): Promise<void> {
  await db.query(
    'test_insert_quality',
    'insert into playback_quality (content_id, day, measure, value, views) values ($1, $2, $3, $4, $5)',
    [contentId, day, measure, value, views],
  )
}
