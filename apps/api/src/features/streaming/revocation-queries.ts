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
  except: z.array(z.object({ content_id: z.string(), e: z.int() })).optional(),
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
    countries: z.string(),
  }),
])

/** A row of `revocations`, as its triggers write it. */
export type RevocationRow = z.infer<typeof rowSchema>

/**
 * The next rows after a place in the order of their transactions, or from the beginning if the place is not of this
 * origin. The origin is another one in another database, table or server, and after a restart of the server: a back-up
 * that was restored, or a standby that took over, may number other transactions as those that were lost.
 *
 * @returns the oldest transaction that still ran, too: rows that come later belong to it or a younger one.
 */
export async function selectRevocations(
  db: Database,
  after: { origin: string; xid: string; seq: string },
  limit: number,
): Promise<{ rows: RevocationRow[]; origin: string; oldestRunningXid: string }> {
  const found = await db.query<{ origin: string; oldest_running_xid: string; kind: string | null }>(
    'streaming_revocations',
    `select r.kind, r.subject, r.member_sub, r.ended, r.role, r.tier, r.content_type, r.raised_at, r.countries, r.streams,
       r.changed_at, r.xid::text, r.seq::text, here.oldest_running_xid::text, here.origin
     from (
       select pg_snapshot_xmin(pg_current_snapshot()) as oldest_running_xid,
         left(md5(concat_ws(' ', extract(epoch from pg_postmaster_start_time()), oid,
           pg_relation_filenode('revocations'))), 16) as origin
       from pg_database where datname = current_database()
     ) here
     left join lateral (
       select * from revocations
       where (xid, seq) > (case when $1 = here.origin then $2::xid8 else '0' end,
         case when $1 = here.origin then $3::bigint else 0 end)
       order by xid, seq limit $4
     ) r on true`,
    [after.origin, after.xid, after.seq, limit],
  )
  const [here] = found
  if (!here) throw new Error('PostgreSQL does not know the database that it is asked in')
  return {
    rows: found.filter(({ kind }) => kind !== null).map((row) => rowSchema.parse(row)),
    origin: here.origin,
    oldestRunningXid: here.oldest_running_xid,
  }
}

/**
 * Gives rows of another cluster (a dump that was restored into a new one) a place in this one's order of transactions:
 * their own lies in its future, and every poll would read them again until then.
 */
export async function adoptRestoredRevocations(db: Database): Promise<void> {
  await db.query(
    'streaming_adopt_restored_revocations',
    `update revocations set xid = pg_current_xact_id(), seq = default
     where xid >= pg_snapshot_xmax(pg_current_snapshot())`,
  )
}

/**
 * Removes what no living token can be refused for any more. What says where an item may be played stays. When it changed the
 * database's clock has said; another one that is set forward for a moment would remove what is needed.
 */
export async function deleteRevocationsOlderThan(
  db: Database,
  { itemsSeconds, othersSeconds }: { itemsSeconds: number; othersSeconds: number },
): Promise<void> {
  await db.query(
    'streaming_delete_old_revocations',
    `delete from revocations
     where countries = '' and changed_at < now() - make_interval(secs => case kind when 'item' then $1::float8 else $2::float8 end)`,
    [itemsSeconds, othersSeconds],
  )
}
