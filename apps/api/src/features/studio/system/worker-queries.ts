import type { Database } from '../../../db/database.ts'

interface WorkerNote {
  id: string
  host: string
  version: string
  startedAtMs: number
  nowMs: number
}

/** Notes that a worker runs, and removes those that were killed a day ago. */
export async function upsertWorker(db: Database, { id, host, version, startedAtMs, nowMs }: WorkerNote): Promise<void> {
  await db.query(
    'studio_upsert_worker',
    `with gone as (delete from workers where seen_at < to_timestamp($5::float8 / 1000) - interval '1 day')
     insert into workers (id, host, version, started_at, seen_at)
     values ($1, $2, $3, to_timestamp($4::float8 / 1000), to_timestamp($5::float8 / 1000))
     on conflict (id) do update set seen_at = excluded.seen_at`,
    [id, host, version, startedAtMs, nowMs],
  )
}

/** Whether a worker of that host noted that it runs, since then. */
export async function isWorkerSince(db: Database, host: string, sinceMs: number): Promise<boolean> {
  const [row] = await db.query<{ runs: boolean }>(
    'studio_worker_since',
    'select exists (select from workers where host = $1 and seen_at >= to_timestamp($2::float8 / 1000)) as runs',
    [host, sinceMs],
  )
  return row?.runs ?? false
}

export async function deleteWorker(db: Database, id: string): Promise<void> {
  await db.query('studio_delete_worker', 'delete from workers where id = $1', [id])
}

/** When the store was measured last; null for never. */
export async function selectMeasuredAt(db: Database): Promise<Date | null> {
  const [row] = await db.query<{ measured_at: Date }>('studio_measured_at', 'select measured_at from storage_usage')
  return row?.measured_at ?? null
}

export async function upsertUsage(
  db: Database,
  { objects, bytes, nowMs }: { objects: number; bytes: number; nowMs: number },
): Promise<void> {
  await db.query(
    'studio_upsert_usage',
    `insert into storage_usage (objects, bytes, measured_at) values ($1, $2, to_timestamp($3::float8 / 1000))
     on conflict (id) do update set objects = excluded.objects, bytes = excluded.bytes, measured_at = excluded.measured_at`,
    [objects, bytes, nowMs],
  )
}
