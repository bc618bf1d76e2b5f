import { keysIn, type ObjectStore } from '@better-and-bliss/object-store'
import { mediaKey } from '@better-and-bliss/stream-token'
import type { Database, Pool } from '../../../db/database.ts'
import { sourceFolder } from '../content/source-folder.ts'
import { forgetOutput, lockLeftOutputs } from './conversion-queries.ts'
import { forgetUploadOf, selectKeysInUse } from './source-queries.ts'

export const REMOVE_OUTPUTS_EVERY_MS = 60_000
const BATCH_SIZE = 20

/** The worker's round: removes what conversions that were cancelled, or have failed, made beside an item that plays on. */
export async function removeOutputs({
  db,
  store,
}: {
  db: Pick<Pool, 'transaction'>
  store: ObjectStore
}): Promise<void> {
  await db.transaction(async (tx) => {
    for (const { id, output_id: outputId } of await lockLeftOutputs(tx, BATCH_SIZE)) {
      await store.deleteFolder(mediaKey(outputId))
      await forgetOutput(tx, id)
    }
  })
}

/** Removes the files that an item was made from once, is no longer, and that nobody can bring back. */
export async function removeOldSources(
  { db, store }: { db: Database; store: ObjectStore },
  contentId: string,
): Promise<void> {
  const inUse = await selectKeysInUse(db, contentId)
  // What has arrived of an upload after its last part has a longer name.
  const isInUse = (key: string) => inUse.some((used) => key.startsWith(used))
  for await (const key of keysIn(store, sourceFolder(contentId))) {
    if (isInUse(key)) continue
    await store.delete(key)
    await forgetUploadOf(db, key)
  }
}
