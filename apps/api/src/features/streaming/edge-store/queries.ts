import type { Countries } from '@better-and-bliss/stream-token'
import type { Database } from '../../../db/database.ts'

/**
 * Takes, or keeps, the right to write to the edges' store: one worker at a time has it, until `untilMs`.
 *
 * @returns whether `holder` has it now.
 */
export async function holdEdgeStore(
  db: Database,
  { holder, nowMs, untilMs }: { holder: string; nowMs: number; untilMs: number },
): Promise<boolean> {
  const rows = await db.query(
    'streaming_hold_edge_store',
    `insert into edge_store (holder, held_until) values ($1, to_timestamp($3::float8 / 1000))
     on conflict (id) do update set holder = excluded.holder, held_until = excluded.held_until
     where edge_store.holder = excluded.holder or edge_store.held_until <= to_timestamp($2::float8 / 1000)
     returning id`,
    [holder, nowMs, untilMs],
  )
  return rows.length > 0
}

/** Gives it up, so that another worker need not wait. */
export async function releaseEdgeStore(db: Database, holder: string): Promise<void> {
  await db.query('streaming_release_edge_store', `update edge_store set held_until = '-infinity' where holder = $1`, [
    holder,
  ])
}

/** Notes how the store fares: as of when it says all, unless null, what is wrong, and where it lets anything play. */
export async function noteEdgeStore(
  db: Database,
  fares: { asOfSeconds: number | null; trouble: string | null; allowedCountries: Countries | null },
): Promise<void> {
  await db.query(
    'streaming_note_edge_store',
    `update edge_store set as_of = coalesce(to_timestamp($1::float8), as_of), trouble = $2, allowed_countries = $3`,
    [fares.asOfSeconds, fares.trouble, fares.allowedCountries],
  )
}

/** How a worker last noted the store at the edge. */
export interface NotedEdgeStore {
  /** As of when it says all that was ended; null: never yet. */
  asOfMs: number | null
  /** What is wrong. */
  trouble: string | null
  /** Where it lets anything play; null where countries do not matter. */
  allowedCountries: Countries | null
}

/** @returns null where no worker writes to one. */
export async function selectEdgeStore(db: Database): Promise<NotedEdgeStore | null> {
  const [row] = await db.query<{ as_of: Date | null; trouble: string | null; allowed_countries: string | null }>(
    'streaming_edge_store',
    'select as_of, trouble, allowed_countries from edge_store',
  )
  if (!row) return null
  return { asOfMs: row.as_of?.getTime() ?? null, trouble: row.trouble, allowedCountries: row.allowed_countries }
}
