import type { Database } from '../../db/database.ts'

export interface ExportRow {
  id: string
  state: 'queued' | 'ready' | 'downloading' | 'downloaded' | 'failed'
  requested_at: Date
  size_bytes: number | null
  expires_at: Date | null
}

const COLUMNS = 'id, state, requested_at, size_bytes::float8 as size_bytes, expires_at'

export async function selectExport(db: Database, userId: string): Promise<ExportRow | undefined> {
  const [row] = await db.query<ExportRow>(
    'personal_data_export',
    `select ${COLUMNS} from data_exports where user_id = $1`,
    [userId],
  )
  return row
}

/** Queues an export in the place of the one before, unless that waits still. @returns undefined if it does. */
export async function queueExport(
  db: Database,
  { id, userId, nowMs }: { id: string; userId: string; nowMs: number },
): Promise<ExportRow | undefined> {
  const [row] = await db.query<ExportRow>(
    'personal_data_queue_export',
    `insert into data_exports (id, user_id, state, requested_at, next_try_at)
     values ($1, $2, 'queued', to_timestamp($3::float8 / 1000), to_timestamp($3::float8 / 1000))
     on conflict (user_id) do update
     set id = excluded.id, state = 'queued', requested_at = excluded.requested_at, next_try_at = excluded.next_try_at,
       attempts = 0, size_bytes = null, expires_at = null
     where data_exports.state <> 'queued'
     returning ${COLUMNS}`,
    [id, userId, nowMs],
  )
  return row
}

/** Takes the file of an export for one download. @returns false if it is not theirs, not there, or taken. */
export async function takeDownload(
  db: Database,
  { id, userId, nowMs }: { id: string; userId: string; nowMs: number },
): Promise<boolean> {
  const rows = await db.query(
    'personal_data_take_download',
    `update data_exports set state = 'downloading'
     where id = $1 and user_id = $2 and state = 'ready' and expires_at > to_timestamp($3::float8 / 1000) returning id`,
    [id, userId, nowMs],
  )
  return rows.length > 0
}

/** Says how a download ended: `ready` if it broke off, so that it may be tried again. */
export async function endDownload(
  db: Database,
  { id, state }: { id: string; state: 'ready' | 'downloaded' },
): Promise<void> {
  await db.query(
    'personal_data_end_download',
    `update data_exports set state = $2 where id = $1 and state = 'downloading'`,
    [id, state],
  )
}
