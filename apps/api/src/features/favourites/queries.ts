import type { Database } from '../../db/database.ts'

export interface FavouriteRow {
  content_id: string
  added_at: Date
}

interface Favourite {
  userId: string
  contentId: string
}

/** Keeps the time at which it was put there first. */
export async function insertFavourite(db: Database, { userId, contentId }: Favourite, nowMs: number): Promise<void> {
  await db.query(
    'favourites_insert',
    `insert into favourites (user_id, content_id, added_at) values ($1, $2, to_timestamp($3::float8 / 1000))
     on conflict do nothing`,
    [userId, contentId, nowMs],
  )
}

export async function deleteFavourite(db: Database, { userId, contentId }: Favourite): Promise<void> {
  await db.query('favourites_delete', 'delete from favourites where user_id = $1 and content_id = $2', [
    userId,
    contentId,
  ])
}

/** What a member put a heart on, the latest first. */
export function selectFavourites(db: Database, userId: string, limit: number): Promise<FavouriteRow[]> {
  return db.query<FavouriteRow>(
    'favourites_of_member',
    'select content_id, added_at from favourites where user_id = $1 order by added_at desc, content_id limit $2',
    [userId, limit],
  )
}
