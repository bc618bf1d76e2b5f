import type { ObjectStore } from '@better-and-bliss/object-store'
import type { Pool } from '../../../db/database.ts'
import type { Clock } from '../../../ports/clock.ts'
import { removeOldSources } from '../jobs/remove-leftovers.ts'
import { lockSources } from '../jobs/source-queries.ts'
import { deleteFormerFiles, selectContentOfFormerFiles } from './former-file-queries.ts'
import { KEEP_DELETED_MS } from './keep-deleted.ts'

const MOST_AT_ONCE = 100

interface PurgeParts {
  db: Pick<Pool, 'query' | 'transaction'>
  store: ObjectStore
  clock: Clock
}

/**
 * The worker's round: files that were replaced or removed long enough ago go. Nobody brings one back while it goes: its row goes
 * first, in a transaction that ends after it.
 */
export async function purgeFormerFiles({ db, store, clock }: PurgeParts): Promise<void> {
  const replacedBeforeMs = clock.nowMs() - KEEP_DELETED_MS
  for (const contentId of await selectContentOfFormerFiles(db, { replacedBeforeMs, limit: MOST_AT_ONCE })) {
    await db.transaction(async (tx) => {
      await lockSources(tx, contentId)
      await deleteFormerFiles(tx, { contentId, replacedBeforeMs })
      await removeOldSources({ db: tx, store }, contentId)
    })
  }
}
