import { createHash } from 'node:crypto'
import type { Database } from '../db/database.ts'
import { type ChainedRow, selectChainedRows, selectChainHead, selectUnchained } from './audit-queries.ts'

/** How far the chain goes, and the hash that everything until there led to. */
export interface ChainHead {
  position: number
  /** Hexadecimal. */
  hash: string
}

/** What the chain shows: all is as it was written, or the first thing that is not, in words. */
export type Verified = { intact: true; head: ChainHead } | { intact: false; fault: string }

/** How far somebody has looked: along the chain, and along the acts, for one that stands in no place of it. */
export interface LookedAt extends ChainHead {
  act: number
}

/** `partial`: all is whole until there, and there is more. */
export type VerifiedPart = { state: 'broken'; fault: string } | { state: 'partial' | 'whole'; until: LookedAt }

const START: ChainHead = { position: 0, hash: '' }
export const NOTHING_LOOKED_AT: LookedAt = { ...START, act: 0 }
const PAGE_SIZE = 1_000

/** @returns where the chain ends now: noted elsewhere, it also shows if somebody later cuts it off, or writes all of it anew. */
export async function auditHead(db: Database): Promise<ChainHead> {
  const head = await selectChainHead(db)
  return head ? { position: Number(head.position), hash: head.hash } : START
}

/**
 * Reads all acts, in pages, and looks for rows that were changed, removed, moved or slipped in.
 *
 * @param noted a head that was noted earlier; null for none.
 */
export async function verifyAudit(db: Database, noted: ChainHead | null): Promise<Verified> {
  let part: VerifiedPart = { state: 'partial', until: NOTHING_LOOKED_AT }
  while (part.state === 'partial') {
    part = await verifyAuditPart(db, part.until, { size: PAGE_SIZE, noted })
  }
  if (part.state === 'broken') return { intact: false, fault: part.fault }
  const { position, hash } = part.until
  if (noted && noted.position > position)
    return {
      intact: false,
      fault: `The chain ends at place ${position}: what stood until ${noted.position} was cut off.`,
    }
  return { intact: true, head: { position, hash } }
}

/** The same for so many acts from where somebody has looked. @param from what an earlier part said. */
export async function verifyAuditPart(
  db: Database,
  from: LookedAt,
  { size, noted }: { size: number; noted: ChainHead | null },
): Promise<VerifiedPart> {
  let head: ChainHead = from
  // The place that was looked at last, too: whoever goes on from it says which hash it had.
  const page = await selectChainedRows(db, { after: Math.max(0, from.position - 1), limit: size + 1 })
  const known = from.position > 0 ? page.shift() : undefined
  if (from.position > 0 && known?.hash !== from.hash) return { state: 'broken', fault: otherHash(from.position) }
  const rows = page.slice(0, size)
  for (const row of rows) {
    const fault = faultOf(row, head)
    if (fault) return { state: 'broken', fault }
    head = { position: Number(row.position), hash: row.hash }
    if (noted?.position === head.position && noted.hash !== head.hash)
      return { state: 'broken', fault: otherHash(head.position) }
  }
  const acts = await selectUnchained(db, { after: from.act, limit: size })
  if (acts.first_unchained !== null)
    return { state: 'broken', fault: `Act ${acts.first_unchained} was slipped in: it stands in no place of the chain.` }
  const until = { ...head, act: acts.last === null ? from.act : Number(acts.last) }
  return { state: rows.length < size && acts.count < size ? 'whole' : 'partial', until }
}

function otherHash(position: number): string {
  return `Place ${position} had another hash when it was noted: what stands until there was written anew.`
}

function faultOf(row: ChainedRow, before: ChainHead): string | null {
  const expected = before.position + 1
  if (Number(row.position) !== expected) return `Place ${expected} of the chain was removed.`
  if (row.id === null) return `Act ${row.entry_id} was removed, from place ${expected}.`
  return hashOf(row, before) === row.hash
    ? null
    : `Act ${row.id} was changed, or moved to place ${expected}, after it was written.`
}

/** As the trigger does it in SQL, here once more: a function of the database can be replaced by whoever changes its rows. */
function hashOf(row: ChainedRow, before: ChainHead): string {
  const { position, id, at, actor_kind, actor_sub, action, target, request_id } = row
  const fields = [
    position,
    before.hash,
    id,
    at,
    actor_kind,
    actor_sub,
    action,
    target,
    row.before,
    row.after,
    request_id,
  ]
  const text = `[${fields.map((field) => JSON.stringify(field)).join(', ')}]`
  return createHash('sha256').update(text).digest('hex')
}
