import type { Database } from '../../../db/database.ts'
import type { JobQueue } from '../../../ports/job-queue.ts'
import { askForStart, insertMediaJob, noteConversion, renewWaitingJob, supersedeJobs } from './conversion-queries.ts'
import type { Sources } from './source-queries.ts'

interface Conversion {
  id: string
  contentId: string
  /** What the item is made from now. */
  sources: Sources
  /** What its media are, where they are new. */
  newKind: 'video' | 'audio' | null
}

/**
 * Has an item converted from its files as they are now, whichever way they came. A conversion that waits for its turn takes them;
 * one that has begun goes on, and is followed by another, but for one of media that others have replaced.
 *
 * @param tx the transaction in which its files change.
 * @param queue null in a process that has none: the worker is asked.
 */
export async function queueConversion(
  tx: Database,
  queue: Pick<JobQueue, 'add'> | null,
  { id, contentId, sources, newKind }: Conversion,
): Promise<void> {
  const { sourceKey, pictureKey, captions } = sources
  if (sourceKey === null) return
  const sounds = sources.sounds.map(({ language, label, key }) => ({ language, label, key }))
  const job = { id, contentId, sourceKey, pictureKey, captions, sounds }
  if (newKind) await supersedeJobs(tx, contentId)
  else if (await renewWaitingJob(tx, job)) return
  await insertMediaJob(tx, job)
  await noteConversion(tx, { contentId, kind: newKind })
  if (queue) await queue.add(tx, 'transcode', { mediaJobId: id, attempt: 1 })
  else await askForStart(tx, id)
}
