import { TIERS } from '@better-and-bliss/membership'
import { z } from 'zod'
import { ROLES } from '../../access/member.ts'
import type { Database } from '../../db/database.ts'

const streamSchema = z.object({
  session_id: z.string().nullable(),
  content_id: z.string().nullable(),
  first_e: z.int(),
  last_e: z.int(),
  max_height: z.int(),
})

const common = { subject: z.string(), changed_at: z.date(), xid: z.string(), seq: z.string() }
const ofMember = { member_sub: z.string(), streams: z.array(streamSchema) }

const rowSchema = z.discriminatedUnion('kind', [
  z.object({
    ...common,
    kind: z.literal('member'),
    ended: z.boolean(),
    role: z.enum(ROLES),
    tier: z.enum(TIERS),
    streams: z.array(streamSchema),
  }),
  z.object({ ...common, ...ofMember, kind: z.literal('sign_in') }),
  z.object({ ...common, ...ofMember, kind: z.literal('stream') }),
  z.object({
    ...common,
    kind: z.literal('item'),
    ended: z.boolean(),
    tier: z.enum(TIERS),
    content_type: z.enum(['video', 'audio']),
    raised_at: z.date().nullable(),
  }),
])

/** A row of `revocations`, as its triggers write it. */
export type RevocationRow = z.infer<typeof rowSchema>

/**
 * The next rows after a place in the order of their transactions. A place that lies in the future is one of another
 * database: then from the beginning.
 *
 * @returns the oldest transaction that still ran, too: rows that come later belong to it or a younger one.
 */
export async function selectRevocations(
  db: Database,
  after: { xid: string; seq: string },
  limit: number,
): Promise<{ rows: RevocationRow[]; oldestRunningXid: string }> {
  const found = await db.query<{ oldest_running_xid: string; kind: string | null }>(
    'streaming_revocations',
    `select r.kind, r.subject, r.member_sub, r.ended, r.role, r.tier, r.content_type, r.raised_at, r.streams,
       r.changed_at, r.xid::text, r.seq::text, pg_snapshot_xmin(now.snapshot)::text as oldest_running_xid
     from (select pg_current_snapshot() as snapshot) now
     left join lateral (
       select * from revocations
       where (xid, seq) > (case when $1::xid8 > pg_snapshot_xmax(now.snapshot) then '0' else $1::xid8 end, $2::bigint)
       order by xid, seq limit $3
     ) r on true`,
    [after.xid, after.seq, limit],
  )
  return {
    rows: found.filter(({ kind }) => kind !== null).map((row) => rowSchema.parse(row)),
    oldestRunningXid: found[0]?.oldest_running_xid ?? after.xid,
  }
}

/**
 * Gives rows of another cluster (a dump that was restored into a new one) a place in this one's order of transactions:
 * their own lies in its future, where no cursor of an edge could pass them.
 */
export async function adoptRestoredRevocations(db: Database): Promise<void> {
  await db.query(
    'streaming_adopt_restored_revocations',
    `update revocations set xid = pg_current_xact_id(), seq = default
     where xid > pg_snapshot_xmax(pg_current_snapshot())`,
  )
}

/** Removes what no living token can be refused for any more. */
export async function deleteRevocationsBefore(
  db: Database,
  changedBefore: { itemsMs: number; othersMs: number },
): Promise<void> {
  await db.query(
    'streaming_delete_old_revocations',
    `delete from revocations
     where changed_at < to_timestamp(case kind when 'item' then $1::float8 else $2::float8 end / 1000)`,
    [changedBefore.itemsMs, changedBefore.othersMs],
  )
}
