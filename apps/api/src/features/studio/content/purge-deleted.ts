import type { ObjectStore } from '@better-and-bliss/object-store'
import { mediaKey } from '@better-and-bliss/stream-token'
import type { Pool } from '../../../db/database.ts'
import { audit } from '../../../members/audit.ts'
import type { Clock } from '../../../ports/clock.ts'
import { selectOutputsOf } from '../jobs/conversion-queries.ts'
import { deleteGone, selectGone } from './due-queries.ts'
import { KEEP_DELETED_MS } from './keep-deleted.ts'
import { sourceFolder } from './source-folder.ts'

export const PURGE_DELETED_EVERY_MS = 10 * 60_000
const MOST_AT_ONCE = 100

interface PurgeParts {
  db: Pick<Pool, 'query' | 'transaction'>
  store: ObjectStore
  clock: Clock
}

/**
 * The worker's round: what was deleted long enough ago goes, with its sources and all that was made of them. Nobody takes it
 * back while its media go: the row goes first, in a transaction that ends after them.
 */
export async function purgeDeleted({ db, store, clock }: PurgeParts): Promise<void> {
  const deletedBeforeMs = clock.nowMs() - KEEP_DELETED_MS
  for (const { id, slug } of await selectGone(db, { deletedBeforeMs, limit: MOST_AT_ONCE })) {
    await db.transaction(async (tx) => {
      const outputs = await selectOutputsOf(tx, id)
      if (!(await deleteGone(tx, { id, deletedBeforeMs }))) return
      const actor = { kind: 'system' } as const
      await audit(tx, { actor, action: 'content.purged', target: id, before: { slug }, after: null, requestId: null })
      await store.deleteFolder(sourceFolder(id))
      for (const folder of [id, ...outputs]) await store.deleteFolder(mediaKey(folder))
    })
  }
}
