import type { Database } from '../../../db/database.ts'
import type { CaptionsFile, SoundFile } from '../../../ports/transcoder.ts'

interface NewMediaJob {
  id: string
  contentId: string
  sourceKey: string
  pictureKey: string | null
  captions: CaptionsFile[]
  sounds: SoundFile[]
}

/** What it makes is kept apart while the item plays, or another conversion makes it play. */
export async function insertMediaJob(db: Database, job: NewMediaJob): Promise<void> {
  await db.query(
    'studio_insert_media_job',
    `insert into media_jobs (id, content_id, source_key, picture_key, captions, sounds, output_id)
     select $1, c.id, $3, $4, $5, $6, case
       when c.is_hls_ready or c.is_audio_hls_ready then $1::uuid
       when exists (select from media_jobs j where j.content_id = c.id and j.state in ('queued', 'processing', 'playable'))
         then $1::uuid
     end
     from content c where c.id = $2`,
    [job.id, job.contentId, job.sourceKey, job.pictureKey, JSON.stringify(job.captions), JSON.stringify(job.sounds)],
  )
}

/** Asks the worker to queue a conversion. */
export async function askForStart(tx: Database, id: string): Promise<void> {
  await tx.query('studio_ask_for_start', 'update media_jobs set is_retry_asked = true where id = $1', [id])
}

/** Gives an item's conversion that has not begun other files. @returns false where there is none. */
export async function renewWaitingJob(tx: Database, job: NewMediaJob): Promise<boolean> {
  const rows = await tx.query(
    'studio_renew_waiting_job',
    `update media_jobs set source_key = $2, picture_key = $3, captions = $4, sounds = $5, updated_at = now()
     where content_id = $1 and state = 'queued' and attempt = 1 and external_job_id is null returning id`,
    [job.contentId, job.sourceKey, job.pictureKey, JSON.stringify(job.captions), JSON.stringify(job.sounds)],
  )
  return rows.length > 0
}

/** Ends conversions of media that nobody wants any more; what plays already goes on. */
export async function supersedeJobs(tx: Database, contentId: string): Promise<void> {
  await tx.query(
    'studio_supersede_jobs',
    `update media_jobs set state = 'cancelled', failure = 'Another file took its place.', updated_at = now()
     where content_id = $1 and state in ('queued', 'processing')`,
    [contentId],
  )
}

/** An item is converted from now on. @param kind what its media are, where they are new; what plays stays what it is meanwhile. */
export async function noteConversion(
  tx: Database,
  { contentId, kind }: { contentId: string; kind: 'video' | 'audio' | null },
): Promise<void> {
  await tx.query(
    'studio_note_conversion',
    `update content
     set content_type = case when is_hls_ready or is_audio_hls_ready then content_type else coalesce($2, content_type) end,
       hls_conversion_status = 'pending', updated_at = now()
     where id = $1`,
    [contentId, kind],
  )
}

/** Whether another conversion of the item comes first, or was cancelled and perhaps goes on: two must not fill one folder. */
export async function hasEarlierJob(db: Database, job: { id: string; content_id: string }): Promise<boolean> {
  const rows = await db.query(
    'studio_has_earlier_job',
    `select from media_jobs other join media_jobs own on own.id = $1
     where other.content_id = $2 and other.id <> own.id and (other.created_at, other.id) < (own.created_at, own.id)
       and (other.state in ('queued', 'processing', 'playable')
         or (other.state = 'cancelled'
           and (other.external_job_id is not null or other.updated_at > now() - interval '5 seconds')))
     limit 1`,
    [job.id, job.content_id],
  )
  return rows.length > 0
}

/** Conversions that are over, and whose own folder is still there. They are locked until the transaction ends. */
export async function lockLeftOutputs(tx: Database, limit: number): Promise<{ id: string; output_id: string }[]> {
  return tx.query(
    'studio_lock_left_outputs',
    `select id, output_id from media_jobs
     where output_id is not null and state in ('completed', 'failed', 'cancelled')
     limit $1 for update skip locked`,
    [limit],
  )
}

export async function forgetOutput(tx: Database, id: string): Promise<void> {
  await tx.query('studio_forget_output', 'update media_jobs set output_id = null where id = $1', [id])
}

/** The folders of their own that conversions of an item fill, or have filled. */
export async function selectOutputsOf(db: Database, contentId: string): Promise<string[]> {
  const rows = await db.query<{ output_id: string }>(
    'studio_outputs_of',
    'select output_id from media_jobs where content_id = $1 and output_id is not null',
    [contentId],
  )
  return rows.map(({ output_id: id }) => id)
}
