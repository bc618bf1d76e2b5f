import { createHash } from 'node:crypto'
import type { Database } from '../db/database.ts'
import { type ChainedRow, selectChainedRows, selectChainHead, selectUnchainedIds } from './audit-queries.ts'

/** How far the chain goes, and the hash that everything until there led to. */
export interface ChainHead {
  position: number
  /** Hexadecimal. */
  hash: string
}

/** What the chain shows: all is as it was written, or the first thing that is not, in words. */
export type Verified = { intact: true; head: ChainHead } | { intact: false; fault: string }

const START: ChainHead = { position: 0, hash: '' }
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
  let head = START
  let page: ChainedRow[]
  do {
    page = await selectChainedRows(db, { after: head.position, limit: PAGE_SIZE })
    for (const row of page) {
      const fault = faultOf(row, head)
      if (fault) return { intact: false, fault }
      head = { position: Number(row.position), hash: row.hash }
      if (noted?.position === head.position && noted.hash !== head.hash)
        return {
          intact: false,
          fault: `Place ${head.position} had another hash when it was noted: what stands until there was written anew.`,
        }
    }
  } while (page.length === PAGE_SIZE)
  if (noted && noted.position > head.position)
    return {
      intact: false,
      fault: `The chain ends at place ${head.position}: what stood until ${noted.position} was cut off.`,
    }
  const [slippedIn] = await selectUnchainedIds(db)
  if (slippedIn)
    return { intact: false, fault: `Act ${slippedIn.id} was slipped in: it stands in no place of the chain.` }
  return { intact: true, head }
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
