import type { Database } from '@better-and-bliss/api/database'

/** How far an item that is in the catalogue has come. */
export type ItemState = {
  slug: string
  /** Members can play it. */
  ready: boolean
  /** Why it cannot be played and will not be, in words. */
  failure: string | null
}

/** The state of those of the items that are in the catalogue already. */
export async function selectItemStates(db: Database, slugs: readonly string[]): Promise<ItemState[]> {
  return db.query<ItemState>(
    'demo_item_states',
    `select content.slug, content.is_hls_ready as ready,
       case when content.hls_conversion_status = 'failed' then coalesce(job.failure, 'The conversion failed.') end
         as failure
     from content
     left join lateral (
       select failure from media_jobs where content_id = content.id order by created_at desc limit 1
     ) job on true
     where content.slug = any($1)`,
    [slugs],
  )
}
