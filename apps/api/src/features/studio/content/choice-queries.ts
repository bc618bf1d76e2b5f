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

type Chosen = Partial<Record<'category_id' | 'expert_id' | 'series_id', string | null | undefined>>

/**
 * What an item shall belong to stays until the transaction ends. It is locked before the item, as by whoever moves items from one to
 * another: in any other order the two would wait for each other.
 */
export async function lockChosen(tx: Database, { category_id, expert_id, series_id }: Chosen): Promise<void> {
  if (!category_id && !expert_id && !series_id) return
  await tx.query(
    'studio_lock_chosen',
    `with category as (select from categories where id = $1 for key share),
       expert as (select from experts where id = $2 for key share),
       series as (select from content_series where id = $3 for key share)
     select (select count(*) from category), (select count(*) from expert), (select count(*) from series)`,
    [category_id ?? null, expert_id ?? null, series_id ?? null],
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
