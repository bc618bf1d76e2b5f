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
    `select position::text, encode(hash, 'hex') as hash from audit_chain order by position desc limit 1`,
  )
  return row
}

/** The first act that stands in no place of the chain, if there is one. */
export function selectUnchainedIds(db: Database): Promise<{ id: string }[]> {
  return db.query<{ id: string }>(
    'members_unchained',
    `select id::text from audit_log l where not exists (select from audit_chain c where c.entry_id = l.id) order by id limit 1`,
  )
}
