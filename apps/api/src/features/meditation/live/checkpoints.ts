import { batchWrites, isOutage } from '../../../batch-writes.ts'
import type { Database } from '../../../db/database.ts'
import type { Logger } from '../../../ports/logger.ts'
import { type Checkpoint, restoreStream, saveCheckpoints } from './queries.ts'

/** Stores checkpoints; those of different streams that come together go together. */
export interface Checkpoints {
  /** @returns whether it was stored: the stream is still its owner's, and the session runs. */
  save(checkpoint: Checkpoint): Promise<boolean>
}

interface Entry {
  checkpoint: Checkpoint
  saved: boolean
}

/** Enough to share a commit, and too few to hold up what else this process does. */
const BATCH_SIZE = 32

export function openCheckpoints(db: Database, log: Logger): Checkpoints {
  const write = batchWrites(
    async (entries: Entry[]) => {
      const checkpoints = entries.map(({ checkpoint }) => checkpoint)
      try {
        const saved = await saveCheckpoints(db, checkpoints)
        for (const entry of entries) entry.saved = saved.has(entry.checkpoint.owner)
      } catch (error) {
        // Else it is taken apart, and the one that is to blame comes here alone.
        if (isOutage(error) || entries.length === 1)
          log.warn({ err: error, streams: entries.length }, 'Checkpoints could not be stored')
        throw error
      }
    },
    { limit: BATCH_SIZE },
  )

  async function save(checkpoint: Checkpoint): Promise<boolean> {
    const entry = { checkpoint, saved: false }
    await write(entry)
    return entry.saved
  }

  return {
    save: async (checkpoint) =>
      (await save(checkpoint)) || ((await restoreStream(db, checkpoint)) && (await save(checkpoint))),
  }
}
