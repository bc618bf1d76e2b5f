import type { Database } from '../../../db/database.ts'
import type { CaptionsFile, SoundFile } from '../../../ports/transcoder.ts'
import type { JobState } from './job-queries.ts'

export interface MediaJob {
  id: string
  content_id: string
  source_key: string
  picture_key: string | null
  captions: CaptionsFile[]
  sounds: SoundFile[]
  state: JobState
  progress: number
  failure: string | null
  /** From 1. */
  attempt: number
  /** Names the attempt to the transcoder. */
  idempotency_key: string
  /** The folder of media that it fills; null: that of the item. */
  output_id: string | null
}

/** Whether nothing comes of it any more. */
export function hasEnded({ state }: Pick<MediaJob, 'state'>): boolean {
  return state === 'completed' || state === 'failed' || state === 'cancelled'
}

const COLUMNS =
  'id, content_id, source_key, picture_key, captions, sounds, state, progress, failure, attempt, idempotency_key, output_id'

export async function selectMediaJob(db: Database, id: string): Promise<MediaJob | undefined> {
  const [row] = await db.query<MediaJob>('studio_media_job', `select ${COLUMNS} from media_jobs where id = $1`, [id])
  return row
}

/** The job whose current attempt this is, until the transaction ends. */
export async function lockMediaJob(db: Database, idempotencyKey: string): Promise<MediaJob | undefined> {
  const [row] = await db.query<MediaJob>(
    'studio_lock_media_job',
    `select ${COLUMNS} from media_jobs where idempotency_key = $1 for update`,
    [idempotencyKey],
  )
  return row
}

/** @returns the job with the files that it has now; undefined where it is over. */
export async function startMediaJob(db: Database, id: string): Promise<MediaJob | undefined> {
  const [row] = await db.query<MediaJob>(
    'studio_start_media_job',
    `with job as (
       update media_jobs set state = 'processing', progress = 0, failure = null, updated_at = now()
       where id = $1 and state not in ('completed', 'failed', 'cancelled')
       returning ${COLUMNS}
     ), noted as (
       update content set hls_conversion_status = 'processing', updated_at = now() from job where content.id = job.content_id
     )
     select * from job`,
    [id],
  )
  return row
}

/** An attempt is worked on elsewhere; nothing is noted of one that has ended meanwhile. @returns false where it was cancelled. */
export async function saveExternalId(db: Database, idempotencyKey: string, externalId: string): Promise<boolean> {
  const [row] = await db.query<{ is_wanted: boolean }>(
    'studio_save_external_id',
    `with noted as (
       update media_jobs set external_job_id = $2, updated_at = now()
       where idempotency_key = $1 and state in ('processing', 'playable')
     )
     select exists (select from media_jobs where idempotency_key = $1 and state <> 'cancelled') as is_wanted`,
    [idempotencyKey, externalId],
  )
  return row?.is_wanted ?? false
}

/** Attempts that were cancelled here, and go on elsewhere as far as is known. */
export async function selectUnwanted(
  db: Database,
  limit: number,
): Promise<{ id: string; external_job_id: string; idempotency_key: string; source_key: string }[]> {
  return db.query(
    'studio_unwanted_attempts',
    `select id, external_job_id, idempotency_key, source_key from media_jobs
     where state = 'cancelled' and external_job_id is not null order by updated_at limit $1`,
    [limit],
  )
}

/** Of an attempt that was cancelled here, nothing goes on elsewhere any more. */
export async function noteStopped(db: Database, idempotencyKey: string): Promise<void> {
  await db.query(
    'studio_note_stopped',
    `update media_jobs set external_job_id = null
     where idempotency_key = $1 and state = 'cancelled' and external_job_id is not null`,
    [idempotencyKey],
  )
}

/**
 * Takes jobs that are worked on elsewhere and were told nothing of since a time: they count as heard of now.
 */
export async function takeSilentJobs(
  db: Database,
  { nowMs, heardBeforeMs, limit }: { nowMs: number; heardBeforeMs: number; limit: number },
): Promise<{ id: string; external_job_id: string; idempotency_key: string }[]> {
  return db.query(
    'studio_take_silent_jobs',
    `with silent as (
       select id from media_jobs
       where state in ('processing', 'playable', 'cancelled') and external_job_id is not null
         and updated_at < to_timestamp($2::double precision / 1000)
       order by updated_at limit $3 for update skip locked
     )
     update media_jobs set updated_at = to_timestamp($1::double precision / 1000)
     from silent where media_jobs.id = silent.id
     returning media_jobs.id, external_job_id, idempotency_key`,
    [nowMs, heardBeforeMs, limit],
  )
}

/** Progress never falls, however late it is told. */
export async function saveProgress(db: Database, idempotencyKey: string, progress: number): Promise<void> {
  await db.query(
    'studio_save_progress',
    `update media_jobs set progress = $2, updated_at = now()
     where idempotency_key = $1 and state in ('processing', 'playable') and progress < $2`,
    [idempotencyKey, progress],
  )
}

/** The job waits until its attempt is started again. What can be played already stays so. */
export async function postponeMediaJob(db: Database, id: string, reason: string): Promise<void> {
  await db.query(
    'studio_postpone_media_job',
    `update media_jobs set state = 'queued', failure = $2, updated_at = now() where id = $1`,
    [id, reason],
  )
}

/** The attempt is over: events of it change nothing any more. What can be played already stays so. */
export async function beginNextAttempt(db: Database, id: string, reason: string): Promise<void> {
  await db.query(
    'studio_begin_next_attempt',
    `update media_jobs
     set state = 'queued', failure = $2, attempt = attempt + 1, idempotency_key = gen_random_uuid(),
       external_job_id = null, updated_at = now()
     where id = $1`,
    [id, reason],
  )
}

/** Attempts that were asked for, to be queued. A row that is locked is waited for: nobody tells of it a second time. */
export async function takeAskedRetries(tx: Database): Promise<{ id: string; attempt: number }[]> {
  return tx.query(
    'studio_take_asked_retries',
    `update media_jobs set is_retry_asked = false where id in (
       select id from media_jobs where is_retry_asked order by id limit 100 for update
     ) returning id, attempt`,
  )
}

/**
 * Notes the reason, and takes back what may have been shown while it was made, until another attempt makes it. What was made beside
 * an item that plays takes nothing away from it.
 */
export async function failMediaJob(
  db: Database,
  job: { id: string; content_id: string },
  failure: string | null,
  state: 'failed' | 'cancelled' = 'failed',
): Promise<void> {
  await db.query(
    'studio_fail_media_job',
    `with job as (
       update media_jobs set state = $4, failure = $3, updated_at = now() where id = $1 returning output_id is not null as beside
     )
     update content
     set hls_conversion_status = case when beside and is_hls_ready then 'completed' else 'failed' end,
       is_hls_ready = beside and is_hls_ready, is_audio_hls_ready = beside and is_audio_hls_ready,
       hls_playlist_url = case when beside then hls_playlist_url end,
       audio_hls_playlist_url = case when beside then audio_hls_playlist_url end,
       s3_key_audio_hls = case when beside then s3_key_audio_hls end,
       status = case when status = 'published' and not beside then 'draft' else status end,
       publish_when_ready = publish_when_ready or (status = 'published' and not beside), updated_at = now()
     from job where content.id = $2`,
    [job.id, job.content_id, failure, state],
  )
}

export async function setMediaJobState(db: Database, id: string, state: 'playable' | 'completed'): Promise<void> {
  await db.query(
    'studio_set_media_job_state',
    `update media_jobs
     set state = $2, progress = case when $2 = 'completed' then 1 else progress end, updated_at = now()
     where id = $1`,
    [id, state],
  )
}
