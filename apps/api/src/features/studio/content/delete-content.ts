import type { Database } from '../../../db/database.ts'
import { audit } from '../../../members/audit.ts'
import type { Doing } from './change-content.ts'
import { updateDeletedAt } from './change-queries.ts'

/** Hides an item at once; it goes a week later. */
export async function deleteContent(tx: Database, id: string, { member, requestId, nowMs }: Doing): Promise<void> {
  await updateDeletedAt(tx, { id, deletedAtMs: nowMs, nowMs })
  const actor = { kind: 'member', sub: member.sub } as const
  await audit(tx, { actor, action: 'content.deleted', target: id, before: null, after: null, requestId })
}
