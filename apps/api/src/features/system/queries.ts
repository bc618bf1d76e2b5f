import type { Database } from '../../db/database.ts'

export async function writeReadiness(db: Database, nowMs: number): Promise<void> {
  await db.query(
    'system_write_readiness',
    `insert into readiness (written_at) values (to_timestamp($1::float8 / 1000))
     on conflict (id) do update set written_at = excluded.written_at`,
    [nowMs],
  )
}
