import type { Database } from '../../../db/database.ts'
import type { CaptionsFile, Chapter, SoundFile } from '../../../ports/transcoder.ts'

/** A sound that was added to the media of an item. */
export interface AddedSound extends SoundFile {
  durationSeconds: number
}

/** What an item is made from: keys in the object store. */
export interface Sources {
  /** Null until the first media have come. */
  sourceKey: string | null
  /** How long the media play; null where nobody has measured them. */
  durationSeconds: number | null
  pictureKey: string | null
  captions: CaptionsFile[]
  /** One a language. */
  sounds: AddedSound[]
  /** In the place of those in the media; null for those, none where they were removed. */
  chapters: Chapter[] | null
}

/** What an item is made from, which nobody else changes until the transaction ends. */
export async function lockSources(tx: Database, contentId: string): Promise<Sources> {
  const [row] = await tx.query<{
    source_key: string | null
    duration_seconds: number | null
    picture_key: string | null
    captions: CaptionsFile[]
    sounds: AddedSound[]
    chapters: Chapter[] | null
  }>(
    'studio_lock_sources',
    `insert into content_sources (content_id) values ($1)
     on conflict (content_id) do update set content_id = excluded.content_id
     returning source_key, duration_seconds, picture_key, captions, sounds, chapters`,
    [contentId],
  )
  if (!row) throw new Error('An item has no row for what it is made from')
  const { source_key: sourceKey, duration_seconds: durationSeconds, picture_key: pictureKey, ...lists } = row
  return { sourceKey, durationSeconds, pictureKey, ...lists }
}

/** What an item has beside its media. */
export async function selectSources(
  db: Database,
  contentId: string,
): Promise<Pick<Sources, 'pictureKey' | 'captions' | 'sounds'>> {
  const [row] = await db.query<{ picture_key: string | null; captions: CaptionsFile[]; sounds: AddedSound[] }>(
    'studio_sources',
    'select picture_key, captions, sounds from content_sources where content_id = $1',
    [contentId],
  )
  return { pictureKey: row?.picture_key ?? null, captions: row?.captions ?? [], sounds: row?.sounds ?? [] }
}

export async function saveSources(tx: Database, contentId: string, sources: Sources): Promise<void> {
  await tx.query(
    'studio_save_sources',
    `insert into content_sources (content_id, source_key, duration_seconds, picture_key, captions, sounds, chapters)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (content_id) do update
     set source_key = excluded.source_key, duration_seconds = excluded.duration_seconds, picture_key = excluded.picture_key,
       captions = excluded.captions, sounds = excluded.sounds, chapters = excluded.chapters`,
    [
      contentId,
      sources.sourceKey,
      sources.durationSeconds,
      sources.pictureKey,
      JSON.stringify(sources.captions),
      JSON.stringify(sources.sounds),
      sources.chapters && JSON.stringify(sources.chapters),
    ],
  )
}

/** How long the media of an item play; null while there are none, or nobody knows. */
export async function selectMediaDuration(db: Database, contentId: string): Promise<number | null> {
  const [row] = await db.query<{ seconds: number | null }>(
    'studio_media_duration',
    `select coalesce(s.duration_seconds, c.duration_seconds) as seconds from content c join content_sources s on s.content_id = c.id
     where c.id = $1 and s.source_key is not null`,
    [contentId],
  )
  return row?.seconds ?? null
}

/** Chapters are shown at once: nothing is converted for them. */
export async function showChapters(tx: Database, contentId: string, chapters: Chapter[]): Promise<void> {
  await tx.query('studio_show_chapters', 'update content set chapters = $2, updated_at = now() where id = $1', [
    contentId,
    JSON.stringify(chapters),
  ])
}

/** Keys of an item's sources that somebody needs: those it is made from, or was until lately, those of conversions under way, and of uploads. */
export async function selectKeysInUse(db: Database, contentId: string): Promise<string[]> {
  const rows = await db.query<{ key: string }>(
    'studio_source_keys_in_use',
    `with files as (
       select source_key, picture_key, captions || sounds as tracks from content_sources where content_id = $1
       union all
       select source_key, picture_key, captions || sounds from media_jobs
       where content_id = $1 and state not in ('completed', 'failed', 'cancelled')
     )
     select source_key as key from files where source_key is not null
     union select picture_key from files where picture_key is not null
     union select file ->> 'key' from files, jsonb_array_elements(tracks) as file
     union select file ->> 'key' from former_files where content_id = $1 and file ? 'key'
     union select object_key from uploads where content_id = $1 and state in ('receiving', 'received', 'queued')`,
    [contentId],
  )
  return rows.map(({ key }) => key)
}

/** Forgets the upload of a file that is gone: it counts no longer. */
export async function forgetUploadOf(db: Database, key: string): Promise<void> {
  await db.query('studio_forget_upload_of', `delete from uploads where object_key = $1 and state = 'taken_up'`, [key])
}
