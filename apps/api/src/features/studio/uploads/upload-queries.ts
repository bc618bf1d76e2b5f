import type { Part } from '@better-and-bliss/object-store'
import type { Member } from '../../../access/member.ts'
import type { Database } from '../../../db/database.ts'
import type { Status } from '../content/schemas.ts'

export const PURPOSES = ['media', 'picture', 'captions', 'chapters', 'sound'] as const
export type Purpose = (typeof PURPOSES)[number]

export const UPLOAD_STATES = ['receiving', 'received', 'queued', 'taken_up', 'refused'] as const
export type UploadState = (typeof UPLOAD_STATES)[number]

export interface UploadRow {
  id: string
  owner_id: string
  content_id: string
  /** Of the item. */
  title: string
  purpose: Purpose
  language: string | null
  label: string | null
  /** Of the request that began it. */
  request_id: string | null
  file_name: string
  length: number
  received: number
  sha256: string | null
  object_key: string
  store_upload_id: string
  /** The object of what has come after the last whole part. */
  tail_key: string | null
  state: UploadState
  failure: string | null
  left_out: string[]
  created_at: Date
  updated_at: Date
}

/** Lengths are less than 2^53. */
const COLUMNS = `id, owner_id, content_id, (select c.title from content c where c.id = content_id) as title, purpose, language, label, request_id, file_name, length::float8 as length,
  received::float8 as received, sha256, object_key, store_upload_id, tail_key, state, failure, left_out, created_at, updated_at`

/** What the record of acts says of an upload. */
export function factsOf({ content_id: item, purpose, language, length }: UploadRow) {
  return { item, purpose, language, length }
}

export type NewUpload = Pick<
  UploadRow,
  | 'id'
  | 'owner_id'
  | 'content_id'
  | 'purpose'
  | 'language'
  | 'label'
  | 'request_id'
  | 'file_name'
  | 'length'
  | 'sha256'
  | 'object_key'
> & { store_upload_id: string; nowMs: number }

export async function insertUpload(db: Database, upload: NewUpload): Promise<UploadRow> {
  const [row] = await db.query<UploadRow>(
    'studio_insert_upload',
    `insert into uploads (id, owner_id, content_id, purpose, language, label, request_id, file_name, length, sha256, object_key,
       store_upload_id, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, to_timestamp($13::float8 / 1000), to_timestamp($13::float8 / 1000))
     returning ${COLUMNS}`,
    [
      upload.id,
      upload.owner_id,
      upload.content_id,
      upload.purpose,
      upload.language,
      upload.label,
      upload.request_id,
      upload.file_name,
      upload.length,
      upload.sha256,
      upload.object_key,
      upload.store_upload_id,
      upload.nowMs,
    ],
  )
  if (!row) throw new Error('An upload was not stored')
  return row
}

/** Nobody else begins an upload of this owner until the transaction ends: two at once would both find room for themselves. */
export async function lockQuota(tx: Database, ownerId: string): Promise<void> {
  await tx.query('studio_lock_upload_quota', `select pg_advisory_xact_lock(hashtextextended('uploads ' || $1, 0))`, [
    ownerId,
  ])
}

export async function selectUpload(db: Database, id: string): Promise<UploadRow | undefined> {
  const [row] = await db.query<UploadRow>('studio_upload', `select ${COLUMNS} from uploads where id = $1`, [id])
  return row
}

export async function selectOwnUpload(
  db: Database,
  { id, ownerId }: { id: string; ownerId: string },
): Promise<UploadRow | undefined> {
  const [row] = await db.query<UploadRow>(
    'studio_own_upload',
    `select ${COLUMNS} from uploads where id = $1 and owner_id = $2`,
    [id, ownerId],
  )
  return row
}

/** The newest of somebody's uploads. */
export async function selectOwnUploads(
  db: Database,
  { ownerId, limit }: { ownerId: string; limit: number },
): Promise<UploadRow[]> {
  return db.query<UploadRow>(
    'studio_own_uploads',
    `select ${COLUMNS} from uploads where owner_id = $1 order by created_at desc, id desc limit $2`,
    [ownerId, limit],
  )
}

/** What somebody keeps of the space for uploads: all but what was refused. */
export async function selectUsedBytes(db: Database, ownerId: string): Promise<number> {
  const [row] = await db.query<{ bytes: number }>(
    'studio_used_upload_bytes',
    `select coalesce(sum(length), 0)::float8 as bytes from uploads where owner_id = $1 and state <> 'refused'`,
    [ownerId],
  )
  return row?.bytes ?? 0
}

/** Whoever began an upload, as they are now. */
export async function selectUploader(
  db: Database,
  { owner_id: id }: Pick<UploadRow, 'owner_id'>,
): Promise<Pick<Member, 'sub' | 'role' | 'tier'>> {
  const [row] = await db.query<Pick<Member, 'sub' | 'role' | 'tier'>>(
    'studio_uploader',
    'select cognito_sub as sub, role, subscription_tier as tier from users where id = $1',
    [id],
  )
  if (!row) throw new Error('An upload is of nobody')
  return row
}

/** How an item stands that somebody may add files to. @param ownerId null for who looks after all items. */
export async function selectItemForUpload(
  db: Database,
  { contentId, ownerId }: { contentId: string; ownerId: string | null },
): Promise<{ status: Status; publish_when_ready: boolean } | undefined> {
  const [row] = await db.query<{ status: Status; publish_when_ready: boolean }>(
    'studio_item_for_upload',
    `select status, publish_when_ready from content
     where id = $1 and deleted_at is null and ($2::uuid is null or owner_id = $2)`,
    [contentId, ownerId],
  )
  return row
}

/** Whether media for an item are on their way. */
export async function isUploadingMedia(db: Database, contentId: string): Promise<boolean> {
  const rows = await db.query(
    'studio_is_uploading_media',
    `select from uploads
     where content_id = $1 and purpose = 'media' and state in ('receiving', 'received', 'queued') limit 1`,
    [contentId],
  )
  return rows.length > 0
}

interface Received {
  id: string
  from: number
  to: number
  parts: readonly Part[]
  /** Where those are that are no whole part yet. */
  tailKey: string | null
  /** The request, where it has written parts. */
  writer: string | null
  nowMs: number
}

/**
 * Notes that bytes have arrived for good, and the parts that they make. @returns false if the upload does not stand where it stood:
 * another request has gone on with it, or writes the same parts, or it is over.
 */
export async function saveReceived(tx: Database, received: Received): Promise<boolean> {
  const { id, from, to, parts, tailKey, writer, nowMs } = received
  const rows = await tx.query(
    'studio_save_received',
    `update uploads
     set received = $3, state = case when $3 = length then 'received' else state end, tail_key = $4,
       updated_at = to_timestamp($5::float8 / 1000)
     where id = $1 and received = $2 and state = 'receiving' and ($6::uuid is null or writer = $6) returning id`,
    [id, from, to, tailKey, nowMs, writer],
  )
  if (rows.length === 0) return false
  if (parts.length === 0) return true
  await tx.query(
    'studio_insert_upload_parts',
    `insert into upload_parts (upload_id, number, etag) select $1, * from unnest($2::integer[], $3::text[])
     on conflict (upload_id, number) do update set etag = excluded.etag`,
    [id, parts.map(({ number }) => number), parts.map(({ etag }) => etag)],
  )
  return true
}

/** Sets an upload back to where its parts end, when what had come after them is lost. */
export async function rewindUpload(
  db: Database,
  { id, from, to }: { id: string; from: number; to: number },
): Promise<void> {
  await db.query(
    'studio_rewind_upload',
    `update uploads set received = $3, tail_key = null where id = $1 and received = $2 and state = 'receiving'`,
    [id, from, to],
  )
}

export async function selectParts(db: Database, uploadId: string): Promise<Part[]> {
  return db.query<{ number: number; etag: string }>(
    'studio_upload_parts',
    'select number, etag from upload_parts where upload_id = $1 order by number',
    [uploadId],
  )
}

/** Forgets an upload that was not taken up. @returns it. */
export async function deleteOwnUpload(
  db: Database,
  { id, ownerId }: { id: string; ownerId: string },
): Promise<UploadRow | undefined> {
  const [row] = await db.query<UploadRow>(
    'studio_delete_own_upload',
    `delete from uploads where id = $1 and owner_id = $2 and state in ('receiving', 'refused') returning ${COLUMNS}`,
    [id, ownerId],
  )
  return row
}

/** Takes uploads whose bytes are all there, for the queue. A row that is locked is waited for: nobody tells of it a second time. */
export async function queueReceived(tx: Database): Promise<{ id: string }[]> {
  return tx.query(
    'studio_queue_received_uploads',
    `update uploads set state = 'queued' where id in (
       select id from uploads where state = 'received' order by updated_at, id limit 100 for update
     ) returning id`,
  )
}

/** The end of an upload. @returns false if it had ended already. */
export async function endUpload(
  tx: Database,
  end: { id: string; state: 'taken_up' | 'refused'; failure: string | null; leftOut: string[]; nowMs: number },
): Promise<boolean> {
  const rows = await tx.query(
    'studio_end_upload',
    `update uploads
     set state = $2, failure = $3, left_out = $4, updated_at = to_timestamp($5::float8 / 1000)
     where id = $1 and state = 'queued' returning id`,
    [end.id, end.state, end.failure, end.leftOut, end.nowMs],
  )
  if (rows.length > 0) await tx.query('studio_forget_parts', 'delete from upload_parts where upload_id = $1', [end.id])
  return rows.length > 0
}

/** Notes why an upload that has arrived is not taken up yet. */
export async function noteDelay(db: Database, { id, reason }: { id: string; reason: string }): Promise<void> {
  await db.query('studio_note_upload_delay', `update uploads set failure = $2 where id = $1 and state = 'queued'`, [
    id,
    reason,
  ])
}

/** Forgets uploads that nobody has gone on with since a time, or that were begun before another one. @returns them. */
export async function deleteStale(
  db: Database,
  { idleSinceMs, begunBeforeMs, limit }: { idleSinceMs: number; begunBeforeMs: number; limit: number },
): Promise<UploadRow[]> {
  return db.query<UploadRow>(
    'studio_delete_stale_uploads',
    `delete from uploads where id in (
       select id from uploads where state = 'receiving'
         and (updated_at < to_timestamp($1::float8 / 1000) or created_at < to_timestamp($2::float8 / 1000))
       order by updated_at limit $3 for update skip locked
     ) returning ${COLUMNS}`,
    [idleSinceMs, begunBeforeMs, limit],
  )
}
