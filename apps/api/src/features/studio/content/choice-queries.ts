import type { Database } from '../../../db/database.ts'

interface ShelfRow {
  kind: 'category' | 'expert' | 'series'
  id: string
  name: string
}

export function selectShelves(db: Database): Promise<ShelfRow[]> {
  return db.query<ShelfRow>(
    'studio_shelves',
    `select kind, id, name from (
       select 'category' as kind, id, name, position from categories
       union all select 'expert', id, name, 0 from experts
       union all select 'series', id, title, 0 from content_series
     ) shelves order by kind, position, lower(name), id`,
  )
}

const MOST_TAGS = 200

export async function selectTags(db: Database): Promise<string[]> {
  const rows = await db.query<{ tag: string }>(
    'studio_tags',
    `select tag from content, unnest(tags) tag where deleted_at is null
     group by tag order by count(*) desc, tag limit ${MOST_TAGS}`,
  )
  return rows.map(({ tag }) => tag)
}
