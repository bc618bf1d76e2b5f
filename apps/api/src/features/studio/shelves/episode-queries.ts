import type { Database } from '../../../db/database.ts'
import type { Scope } from '../content/content-queries.ts'
import type { Status } from '../content/schemas.ts'

export interface EpisodeRow {
  id: string
  title: string
  status: Status
  episode_number: number | null
  owner_id: string | null
  publish_when_ready: boolean
}

const IN_ORDER = 'order by episode_number nulls last, created_at, id'
const COLUMNS = 'id, title, status, episode_number, owner_id, publish_when_ready'

/** Nobody learns of somebody else's drafts. */
const TOLD = "($2::uuid is null or owner_id = $2 or status = 'published')"

export function selectEpisodes(
  db: Database,
  { seriesId, scope }: { seriesId: string; scope: Scope },
  { limit, offset }: { limit: number; offset: number },
): Promise<EpisodeRow[]> {
  return db.query<EpisodeRow>(
    'studio_episodes',
    `select ${COLUMNS} from content where series_id = $1 and deleted_at is null and ${TOLD} ${IN_ORDER} limit $3 offset $4`,
    [seriesId, scope, limit, offset],
  )
}

export interface EpisodeCounts {
  total: number
  /** Of others than who asks; where all are theirs to see, that is nobody. */
  others: number
  /** What members see, or will without anybody's doing. */
  forMembers: number
}

export async function countEpisodes(
  db: Database,
  { seriesId, scope }: { seriesId: string; scope: Scope },
): Promise<EpisodeCounts> {
  const [row] = await db.query<EpisodeCounts>(
    'studio_count_episodes',
    `select (count(*) filter (where ${TOLD}))::integer as total,
       (count(*) filter (where $2 is not null and owner_id is distinct from $2))::integer as others,
       (count(*) filter (where publish_when_ready or status not in ('draft', 'archived')))::integer as "forMembers"
     from content where series_id = $1 and deleted_at is null`,
    [seriesId, scope],
  )
  return row ?? { total: 0, others: 0, forMembers: 0 }
}

/** All of them, in their order, which nobody else changes until the transaction ends. */
export async function lockEpisodes(tx: Database, seriesId: string): Promise<EpisodeRow[]> {
  await tx.query('studio_lock_series_of_episodes', 'select from content_series where id = $1 for update', [seriesId])
  return tx.query<EpisodeRow>(
    'studio_lock_episodes',
    `select ${COLUMNS} from content where series_id = $1 and deleted_at is null ${IN_ORDER} for update`,
    [seriesId],
  )
}

/** Numbers them from 1. Where the number is another one, the item has another version. */
export async function numberEpisodes(tx: Database, ids: readonly string[], nowMs: number): Promise<void> {
  await tx.query(
    'studio_number_episodes',
    `update content c set episode_number = wanted.number, version = c.version + 1,
       updated_at = to_timestamp($2::float8 / 1000)
     from unnest($1::uuid[]) with ordinality as wanted (id, number)
     where c.id = wanted.id and c.episode_number is distinct from wanted.number`,
    [ids, nowMs],
  )
}
