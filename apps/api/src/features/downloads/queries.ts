import type { Database } from '../../db/database.ts'

export interface DownloadRow {
  id: string
  sign_in_id: string
  content_id: string
  user_agent: string | null
  created_at: Date
  expires_at: Date
}

interface Own {
  id: string
  userId: string
}

const COLUMNS = 'id, sign_in_id, content_id, user_agent, created_at, expires_at'

/** Downloads of one member are counted and stored one after another. @returns false where member or sign-in have ended. */
export async function lockDownloader(tx: Database, of: { userId: string; signInId: string }): Promise<boolean> {
  const [row] = await tx.query<{ lives: boolean }>('downloads_lock', 'select lock_player($1, $2) as lives', [
    of.userId,
    of.signInId,
  ])
  return row?.lives === true
}

/** Of all devices, the latest first. */
export function selectDownloads(db: Database, userId: string): Promise<DownloadRow[]> {
  return db.query<DownloadRow>(
    'downloads_of_member',
    `select ${COLUMNS} from downloads where user_id = $1 order by created_at desc, id desc`,
    [userId],
  )
}

interface Lease extends Own {
  signInId: string
  contentId: string
  userAgent: string | null
  nowMs: number
  expiresAtMs: number
}

/** Begins a lease, or moves on the one that this device has: it keeps its id, and so its key. */
export async function upsertDownload(tx: Database, lease: Lease): Promise<DownloadRow> {
  const [row] = await tx.query<DownloadRow>(
    'downloads_upsert',
    `insert into downloads (id, user_id, sign_in_id, content_id, user_agent, created_at, expires_at)
     values ($1, $2, $3, $4, $5, to_timestamp($6::float8 / 1000), to_timestamp($7::float8 / 1000))
     on conflict on constraint downloads_once
     do update set expires_at = excluded.expires_at, user_agent = excluded.user_agent
     returning ${COLUMNS}`,
    [lease.id, lease.userId, lease.signInId, lease.contentId, lease.userAgent, lease.nowMs, lease.expiresAtMs],
  )
  if (!row) throw new Error('A download was not stored')
  return row
}

/** @returns whether there was one. */
export async function deleteOwnDownload(db: Database, { id, userId }: Own): Promise<boolean> {
  const rows = await db.query('downloads_delete', 'delete from downloads where user_id = $1 and id = $2 returning id', [
    userId,
    id,
  ])
  return rows.length > 0
}
