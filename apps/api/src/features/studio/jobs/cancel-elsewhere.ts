import type { Database } from '../../../db/database.ts'
import type { Logger } from '../../../ports/logger.ts'
import type { Transcoder } from '../../../ports/transcoder.ts'
import { selectUnwanted } from './media-job-queries.ts'

export const CANCEL_ELSEWHERE_EVERY_MS = 5_000
const BATCH_SIZE = 100

interface Parts {
  db: Database
  transcoder: Pick<Transcoder, 'cancel'>
  log: Logger
}

/**
 * Ends elsewhere what was cancelled here. Each worker says so once of an attempt, and again where that failed; its end is told by an
 * event.
 *
 * @returns the worker's round.
 */
export function cancelElsewhere({ db, transcoder, log }: Parts): () => Promise<void> {
  let said = new Set<string>()
  return async () => {
    const unwanted = await selectUnwanted(db, BATCH_SIZE)
    const known = said
    said = new Set(unwanted.map(({ idempotency_key: key }) => key).filter((key) => known.has(key)))
    for (const {
      id,
      external_job_id: externalId,
      idempotency_key: idempotencyKey,
      source_key: sourceKey,
    } of unwanted) {
      if (said.has(idempotencyKey)) continue
      try {
        await transcoder.cancel({ externalId, idempotencyKey, sourceKey })
        said.add(idempotencyKey)
      } catch (error) {
        log.warn({ err: error, mediaJobId: id }, 'A transcode was cancelled, and goes on elsewhere')
      }
    }
  }
}
