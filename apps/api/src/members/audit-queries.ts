import { type Conditions, conditionsOf } from '../db/conditions.ts'
import type { Database } from '../db/database.ts'

interface AuditRow {
  actorKind: string
  actorSub: string | null
  action: string
  target: string
  before: object | null
  after: object | null
  requestId: string | null
}

export async function insertAuditEntry(db: Database, entry: AuditRow): Promise<void> {
  await db.query(
    'members_insert_audit_entry',
    `insert into audit_log (actor_kind, actor_sub, action, target, before, after, request_id)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [entry.actorKind, entry.actorSub, entry.action, entry.target, entry.before, entry.after, entry.requestId],
  )
}

/** A place of the chain and the act that stands there, each value as PostgreSQL writes it; null where the act is gone. */
export interface ChainedRow {
  position: string
  entry_id: string
  hash: string
  id: string | null
  at: string | null
  actor_kind: string | null
  actor_sub: string | null
  action: string | null
  target: string | null
  before: string | null
  after: string | null
  request_id: string | null
}

/** Places of the chain after `after`, in order. */
export function selectChainedRows(
  db: Database,
  { after, limit }: { after: number; limit: number },
): Promise<ChainedRow[]> {
  return db.query<ChainedRow>(
    'members_chained_rows',
    `select c.position::text, c.entry_id::text, encode(c.hash, 'hex') as hash, l.id::text,
       to_char(l.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US') as at, l.actor_kind, l.actor_sub, l.action, l.target,
       l.before::text, l.after::text, l.request_id
     from audit_chain c left join audit_log l on l.id = c.entry_id
     where c.position > $1 order by c.position limit $2`,
    [after, limit],
  )
}

export async function selectChainHead(db: Database): Promise<{ position: string; hash: string } | undefined> {
  const [row] = await db.query<{ position: string; hash: string }>(
    'members_chain_head',
    `select position::text, encode(hash, 'hex') as hash from audit_chain
     order by audit_chain.position desc limit 1`,
  )
  return row
}

/** Of acts after `after`, in order: how many there were, the last of them, and the first that stands in no place of the chain. */
export async function selectUnchained(
  db: Database,
  { after, limit }: { after: number; limit: number },
): Promise<{ count: number; last: string | null; first_unchained: string | null }> {
  const [row] = await db.query<{ count: number; last: string | null; first_unchained: string | null }>(
    'members_unchained',
    `select count(*)::integer as count, max(id)::text as last,
       (min(id) filter (where not is_chained))::text as first_unchained
     from (
       select l.id, exists (select from audit_chain c where c.entry_id = l.id) as is_chained
       from audit_log l where l.id > $1 order by l.id limit $2) page`,
    [after, limit],
  )
  return row ?? { count: 0, last: null, first_unchained: null }
}

/** What acts are narrowed by; undefined: not by this. */
export interface ActFilters {
  /** A subject. */
  actor?: string | undefined
  /** Who acted where it was nobody in person. */
  actor_kind?: string | undefined
  target?: string | undefined
  /** The first word of acts: what they are done to. */
  area?: string | undefined
  action?: string | undefined
  from?: string | undefined
  to?: string | undefined
}

export interface ActRow {
  id: string
  at: Date
  actor_kind: 'member' | 'operator' | 'system' | 'database'
  actor_sub: string | null
  action: string
  target: string
  before: unknown
  after: unknown
  request_id: string | null
}

/** Where the page before ended. */
export type ActCursor = Pick<ActRow, 'id'> & { at: string }

const ACT_COLUMNS = 'id::text, at, actor_kind, actor_sub, action, target, before, after, request_id'

/** Acts, newest first. Their filters alone are in the statement, and it is planned for their values. */
export function selectActs(
  db: Database,
  filters: ActFilters,
  { limit, offset }: { limit: number; offset: number },
): Promise<ActRow[]> {
  const { where, values } = conditionsOfActs(filters)
  return db.query<ActRow>(
    '',
    `select ${ACT_COLUMNS} from audit_log where ${where} order by at desc, audit_log.id desc
     limit $${values.length + 1} offset $${values.length + 2}`,
    [...values, limit, offset],
  )
}

/** The same in pages that follow each other, however long it takes. @param after null for the first one. */
export function selectActsAfter(
  db: Database,
  filters: ActFilters,
  { after, limit }: { after: ActCursor | null; limit: number },
): Promise<(ActRow & { exact_at: string })[]> {
  const { where, values } = conditionsOfActs(filters)
  const place = values.length
  const further = after ? `and (at, audit_log.id) < ($${place + 2}::timestamptz, $${place + 3}::bigint)` : ''
  return db.query<ActRow & { exact_at: string }>(
    '',
    `select ${ACT_COLUMNS}, at::text as exact_at from audit_log where ${where} ${further}
     order by at desc, audit_log.id desc limit $${place + 1}`,
    [...values, limit, ...(after ? [after.at, after.id] : [])],
  )
}

/** Acts, up to one more than `most`. */
export async function countActs(db: Database, filters: ActFilters, most: number): Promise<number> {
  const { where, values } = conditionsOfActs(filters)
  const [row] = await db.query<{ total: number }>(
    '',
    `select count(*)::integer as total from (select from audit_log where ${where} limit ${most + 1}) found`,
    values,
  )
  return row?.total ?? 0
}

function conditionsOfActs({ actor, actor_kind, target, area, action, from, to }: ActFilters): Conditions {
  return conditionsOf([
    ['actor_sub = $1', actor],
    ['actor_kind = $1', actor_kind],
    ['target = $1', target],
    // The name of an act says it, too, and the planner would take them for independent.
    [`split_part(action, '.', 1) = $1`, action === undefined ? area : undefined],
    ['action = $1', action],
    ['at >= $1', from],
    ['at < $1', to],
  ])
}
