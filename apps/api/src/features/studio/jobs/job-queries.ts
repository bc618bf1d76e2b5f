import type { Database } from '../../../db/database.ts'

export const JOB_STATES = ['queued', 'processing', 'playable', 'completed', 'failed'] as const
export type JobState = (typeof JOB_STATES)[number]

/** A conversion as the studio lists it. */
export interface ListedJob {
  id: string
  content_id: string
  title: string
  state: JobState
  progress: number
  failure: string | null
  created_at: Date
  updated_at: Date
}

/** One page of conversions, newest first; of all states, or of one. */
export async function selectMediaJobs(
  db: Database,
  { state, limit, offset }: { state: JobState | undefined; limit: number; offset: number },
): Promise<ListedJob[]> {
  return db.query<ListedJob>(
    'studio_media_jobs',
    `select j.id, j.content_id, c.title, j.state, j.progress, j.failure, j.created_at, j.updated_at
     from media_jobs j join content c on c.id = j.content_id
     where $1::text is null or j.state = $1
     order by j.created_at desc, j.id desc limit $2 offset $3`,
    [state ?? null, limit, offset],
  )
}

export async function countMediaJobs(db: Database, state: JobState | undefined): Promise<number> {
  const [row] = await db.query<{ total: number }>(
    'studio_count_media_jobs',
    'select count(*)::integer as total from media_jobs where $1::text is null or state = $1',
    [state ?? null],
  )
  return row?.total ?? 0
}
