import type { Database } from '../../../db/database.ts'
import type { CaptionsFile } from '../../../ports/transcoder.ts'
import type { JobState } from './job-queries.ts'

export async function insertMediaJob(
  db: Database,
  job: { id: string; contentId: string; sourceKey: string; pictureKey: string | null; captions: CaptionsFile[] },
): Promise<void> {
  await db.query(
    'studio_insert_media_job',
    'insert into media_jobs (id, content_id, source_key, picture_key, captions) values ($1, $2, $3, $4, $5)',
    [job.id, job.contentId, job.sourceKey, job.pictureKey, JSON.stringify(job.captions)],
  )
}

export interface MediaJob {
  id: string
  content_id: string
  source_key: string
  picture_key: string | null
  captions: CaptionsFile[]
  state: JobState
  progress: number
  failure: string | null
  /** From 1. */
  attempt: number
  /** Names the attempt to the transcoder. */
  idempotency_key: string
}

const COLUMNS = 'id, content_id, source_key, picture_key, captions, state, progress, failure, attempt, idempotency_key'

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

export async function startMediaJob(db: Database, job: { id: string; content_id: string }): Promise<void> {
  await db.query(
    'studio_start_media_job',
    `with job as (
       update media_jobs set state = 'processing', progress = 0, failure = null, updated_at = now() where id = $1
     )
     update content set hls_conversion_status = 'processing', updated_at = now() where id = $2`,
    [job.id, job.content_id],
  )
}

export async function saveExternalId(db: Database, idempotencyKey: string, externalId: string): Promise<void> {
  await db.query(
    'studio_save_external_id',
    'update media_jobs set external_job_id = $2, updated_at = now() where idempotency_key = $1',
    [idempotencyKey, externalId],
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
       where state in ('processing', 'playable') and external_job_id is not null
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

/** Notes the reason, and takes back what may have been shown while it was made, until another attempt makes it. */
export async function failMediaJob(
  db: Database,
  job: { id: string; content_id: string },
  failure: string,
): Promise<void> {
  await db.query(
    'studio_fail_media_job',
    `with job as (update media_jobs set state = 'failed', failure = $3, updated_at = now() where id = $1)
     update content
     set hls_conversion_status = 'failed', is_hls_ready = false, is_audio_hls_ready = false, hls_playlist_url = null,
       audio_hls_playlist_url = null, s3_key_audio_hls = null,
       status = case when status = 'published' then 'draft' else status end,
       publish_when_ready = publish_when_ready or status = 'published', updated_at = now()
     where id = $2`,
    [job.id, job.content_id, failure],
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
