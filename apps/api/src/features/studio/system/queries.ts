import type { Database } from '../../../db/database.ts'
import { selectMailQueue } from '../../../mail/queries.ts'

const FAILED_SINCE_MS = 7 * 86_400_000

export interface WorkerRow {
  id: string
  host: string
  version: string
  started_at: Date
  seen_at: Date
}

export function selectWorkers(db: Database): Promise<WorkerRow[]> {
  return db.query<WorkerRow>(
    'studio_workers',
    'select id, host, version, started_at, seen_at from workers order by started_at, id limit 100',
  )
}

export interface QueueRow {
  kind: string
  waiting: number
  running: number
  retrying: number
  failed: number
  cause: string | null
}

/** What waits for a worker in tables of ours, by its kind; failures of the last week. `cause`: of the latest trouble, in words. */
export async function selectQueues(db: Database, nowMs: number): Promise<QueueRow[]> {
  const mails = selectMailQueue(db, nowMs - FAILED_SINCE_MS)
  const [conversions, ...others] = await db.query<QueueRow>(
    'studio_queues',
    `with now as (select to_timestamp($1::float8 / 1000) as at)
     select 'conversions' as kind,
       (count(*) filter (where state = 'queued' and failure is null))::integer as waiting,
       (count(*) filter (where state in ('processing', 'playable') and failure is null))::integer as running,
       (count(*) filter (where state in ('queued', 'processing', 'playable') and failure is not null))::integer as retrying,
       (count(*) filter (where state = 'failed' and updated_at > now.at - interval '7 days'))::integer as failed,
       (array_agg(failure order by updated_at desc)
         filter (where failure is not null and updated_at > now.at - interval '7 days'))[1] as cause
     from media_jobs, now
     union all
     select 'exports',
       (count(*) filter (where state = 'queued' and attempts = 0))::integer,
       0,
       (count(*) filter (where state = 'queued' and attempts > 0))::integer,
       (count(*) filter (where state = 'failed' and requested_at > now.at - interval '7 days'))::integer,
       null
     from data_exports, now where state in ('queued', 'failed')
     union all
     select 'deletions',
       (count(*) filter (where status <> 'deleted'))::integer,
       (count(*) filter (where status = 'deleted'))::integer,
       0, 0, null
     from users where deletion_requested_at is not null`,
    [nowMs],
  )
  return [...(conversions ? [conversions] : []), { kind: 'mails', ...(await mails) }, ...others]
}

export interface UsageRow {
  objects: number
  bytes: number
  measured_at: Date
}

export async function selectUsage(db: Database): Promise<UsageRow | undefined> {
  const [row] = await db.query<UsageRow>(
    'studio_usage',
    'select objects::float8 as objects, bytes::float8 as bytes, measured_at from storage_usage',
  )
  return row
}

export interface VersionsRow {
  postgres: string
  migration: string
  database_bytes: number
}

export async function selectVersions(db: Database): Promise<VersionsRow> {
  const [row] = await db.query<VersionsRow>(
    'studio_running_versions',
    `select current_setting('server_version') as postgres, (select max(name) from schema_migrations) as migration,
       pg_database_size(current_database())::float8 as database_bytes`,
  )
  if (!row) throw new Error('The database says no version')
  return row
}
