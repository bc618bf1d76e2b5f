import type { Database } from '../../../db/database.ts'

export interface CardRow {
  id: string
  kind: 'video' | 'audio' | 'series'
  title: string
  slug: string
  description: string | null
  /** Of an item; null where nobody knows. */
  minutes: number | null
  /** Of a series: how many are published. */
  items: number
}

/** Of items and series, those that members can open. */
export async function selectCards(
  db: Database,
  { contentIds, seriesIds }: { contentIds: string[]; seriesIds: string[] },
): Promise<CardRow[]> {
  return db.query<CardRow>(
    'campaign_cards',
    `select id, content_type as kind, title, slug, description,
       greatest(1, round(coalesce(shown_duration_seconds, duration_seconds, video_duration_seconds) / 60.0))::integer as minutes, 1 as items
     from content where id = any($1::uuid[]) and is_open
     union all
     select s.id, 'series', s.title, s.slug, s.description, null, count(*)::integer
     from content_series s join content c on c.series_id = s.id and c.status = 'published' and c.deleted_at is null
     where s.id = any($2::uuid[]) group by s.id`,
    [contentIds, seriesIds],
  )
}
