import pg from 'pg'
import { connectionTo } from './connection.ts'

/** What a database tells of itself. */
export interface DatabaseFacts {
  version: string
  /** As PostgreSQL counts: 150004 is 15.4. */
  versionNumber: number
  /** Such as `TLSv1.3`; null for a connection in plain. */
  tls: string | null
  latencyMs: number
  /** How far its clock is ahead of ours. */
  clockAheadMs: number
  /** A replica takes no writes. */
  isReplica: boolean
  /** Of the archive of its log, by which it can be brought back to any moment; null where it keeps none. */
  archive: { lastArchivedAt: Date | null; lastFailedAt: Date | null } | null
}

interface Row {
  version: string
  number: number
  tls: string | null
  now_ms: number
  is_replica: boolean
  archives: boolean
  archived_at: Date | null
  failed_at: Date | null
}

const CONNECT_TIMEOUT_MS = 5_000

/** Asks a database over a connection of its own. @throws the driver's error, which says why there is none. */
export async function readDatabaseFacts(databaseUrl: string, nowMs: () => number): Promise<DatabaseFacts> {
  const client = new pg.Client({ ...connectionTo(databaseUrl), connectionTimeoutMillis: CONNECT_TIMEOUT_MS })
  try {
    await client.connect()
    const askedAtMs = nowMs()
    const { rows } = await client.query<Row>(FACTS)
    const answeredAtMs = nowMs()
    const [row] = rows
    if (!row) throw new Error('The database says nothing of itself')
    return {
      version: row.version,
      versionNumber: row.number,
      tls: row.tls,
      latencyMs: answeredAtMs - askedAtMs,
      clockAheadMs: row.now_ms - (askedAtMs + answeredAtMs) / 2,
      isReplica: row.is_replica,
      archive: row.archives ? { lastArchivedAt: row.archived_at, lastFailedAt: row.failed_at } : null,
    }
  } finally {
    await client.end()
  }
}

const FACTS = `
  select current_setting('server_version') as version, current_setting('server_version_num')::integer as number,
    (select s.version from pg_stat_ssl s where s.pid = pg_backend_pid() and s.ssl) as tls,
    extract(epoch from clock_timestamp())::float8 * 1000 as now_ms, pg_is_in_recovery() as is_replica,
    current_setting('archive_mode') <> 'off' as archives, a.last_archived_time as archived_at, a.last_failed_time as failed_at
  from pg_stat_archiver a`
