import { type Conditions, conditionsOf } from '../../../db/conditions.ts'
import type { Database } from '../../../db/database.ts'

export const JOB_STATES = ['queued', 'processing', 'playable', 'completed', 'failed', 'cancelled'] as const
export type JobState = (typeof JOB_STATES)[number]

/** A conversion as the studio lists it. */
export interface ListedJob {
  id: string
  content_id: string
  title: string
  content_type: 'video' | 'audio'
  /** Whether members open the item. */
  is_open: boolean
  state: JobState
  progress: number
  failure: string | null
  created_at: Date
  updated_at: Date
}

interface JobFilter {
  state: JobState | undefined
  /** Null for who looks after all items. */
  ownerId: string | null
}

/** One conversion, and whose item it is of. */
export async function selectListedJob(
  db: Database,
  id: string,
): Promise<(ListedJob & { owner_id: string | null }) | undefined> {
  const [row] = await db.query<ListedJob & { owner_id: string | null }>(
    'studio_listed_job',
    `select j.id, j.content_id, c.title, c.content_type, c.is_open, j.state, j.progress, j.failure, j.created_at, j.updated_at, c.owner_id
     from media_jobs j join content c on c.id = j.content_id where j.id = $1`,
    [id],
  )
  return row
}

/** One page of conversions, newest first; of all states, or of one. */
export async function selectMediaJobs(
  db: Database,
  { state, ownerId, limit, offset }: JobFilter & { limit: number; offset: number },
): Promise<ListedJob[]> {
  const { where, values } = conditionsOfJobs({ state, ownerId })
  const place = values.length
  return db.query<ListedJob>(
    '',
    `select j.id, j.content_id, c.title, c.content_type, c.is_open, j.state, j.progress, j.failure, j.created_at, j.updated_at
     from media_jobs j join content c on c.id = j.content_id
     where ${where} order by j.created_at desc, j.id desc limit $${place + 1} offset $${place + 2}`,
    [...values, limit, offset],
  )
}

/** Conversions, up to one more than `most`. */
export async function countMediaJobs(db: Database, { most, ...filter }: JobFilter & { most: number }): Promise<number> {
  const { where, values } = conditionsOfJobs(filter)
  const items = filter.ownerId === null ? '' : 'join content c on c.id = j.content_id'
  const [row] = await db.query<{ total: number }>(
    '',
    `select count(*)::integer as total from (select from media_jobs j ${items} where ${where} limit ${most + 1}) found`,
    values,
  )
  return row?.total ?? 0
}

function conditionsOfJobs({ state, ownerId }: JobFilter): Conditions {
  return conditionsOf([
    ['j.state = $1', state],
    ['c.owner_id = $1', ownerId ?? undefined],
  ])
}

interface OwnJob {
  id: string
  content_id: string
  state: JobState
  is_newest: boolean
  /** It was cancelled, and may go on elsewhere. */
  is_stopping: boolean
}

/** What whoever acts on a conversion needs to know of it. @param ownerId null for who looks after all items. */
export async function lockOwnJob(
  tx: Database,
  { id, ownerId }: { id: string; ownerId: string | null },
): Promise<OwnJob | undefined> {
  const [row] = await tx.query<OwnJob>(
    'studio_lock_own_job',
    `select j.id, j.content_id, j.state, j.state = 'cancelled' and j.external_job_id is not null as is_stopping,
       not exists (select from media_jobs later where later.content_id = j.content_id and later.created_at > j.created_at)
         as is_newest
     from media_jobs j join content c on c.id = j.content_id
     where j.id = $1 and c.deleted_at is null and ($2::uuid is null or c.owner_id = $2)
     for update of j`,
    [id, ownerId],
  )
  return row
}

/** Asks the worker for another attempt at a conversion that has ended. */
export async function askForRetry(tx: Database, job: { id: string; content_id: string }): Promise<void> {
  await tx.query(
    'studio_ask_for_retry',
    `with job as (
       update media_jobs
       set state = 'queued', progress = 0, failure = null, attempt = attempt + 1, idempotency_key = gen_random_uuid(),
         external_job_id = null, is_retry_asked = true, updated_at = now(),
         output_id = (select case when is_hls_ready or is_audio_hls_ready then $1::uuid end from content where id = $2)
       where id = $1
     )
     update content set hls_conversion_status = 'pending', updated_at = now() where id = $2`,
    [job.id, job.content_id],
  )
}
