import type { ObjectStore } from '@better-and-bliss/object-store'
import type { Pool } from '../../../db/database.ts'
import type { JobQueue } from '../../../ports/job-queue.ts'
import type { Logger } from '../../../ports/logger.ts'
import type { TranscodeEvent, TranscodeResult } from '../../../ports/transcoder.ts'
import { drawWordsOf } from './draw-spoken-words.ts'
import {
  beginNextAttempt,
  failMediaJob,
  hasEnded,
  lockMediaJob,
  noteStopped,
  saveProgress,
  setMediaJobState,
} from './media-job-queries.ts'
import { publishMedia, replaceRenditions } from './playable-queries.ts'
import { removeOldSources } from './remove-leftovers.ts'
import { noteWordsDue } from './spoken-words-queries.ts'
import { inPlace, takeOutput } from './take-output.ts'

/** What nobody can explain is tried so often. */
export const UNEXPLAINED_ATTEMPTS = 4
/** With pauses of up to ten minutes, more than a day: a full disk may last a night. */
const ATTEMPTS = 200
const MAX_PAUSE_SECONDS = 600

interface Parts {
  db: Pool
  store: ObjectStore
  queue: Pick<JobQueue, 'add'>
  log: Logger
}

/**
 * Takes what a transcoder tells into the database. Events may come late, twice and out of order: those of an attempt that is
 * over, or of one that another has followed, change nothing.
 */
export function transcodeEvents(parts: Parts): (event: TranscodeEvent) => Promise<void> {
  const { db } = parts
  return async (event) => {
    if (event.kind === 'completed' || event.kind === 'failed') await noteStopped(db, event.idempotencyKey)
    switch (event.kind) {
      case 'progress':
        return await saveProgress(db, event.idempotencyKey, event.fraction)
      case 'playable':
        return await publish(parts, event.idempotencyKey, event.soFar, 'playable')
      case 'completed':
        return await publish(parts, event.idempotencyKey, event.result, 'completed')
      case 'failed':
        return await takeFailure(parts, event)
    }
  }
}

async function publish(parts: Parts, idempotencyKey: string, made: TranscodeResult, state: 'playable' | 'completed') {
  const { db, store, log } = parts
  const contentId = await db.transaction(async (tx) => {
    const job = await lockMediaJob(tx, idempotencyKey)
    if (!job || hasEnded(job)) return null
    const beside = job.output_id && { outputId: job.output_id, contentId: job.content_id }
    // What plays goes on until all of the new one is there.
    if (beside && state === 'playable') return null
    const media = beside ? inPlace(made, beside) : made
    if (beside) await takeOutput(store, beside)
    const { renditions, pictures, captions, audioLanguages, chapters, storyboard } = media
    await replaceRenditions(tx, job.content_id, renditions)
    await publishMedia(tx, {
      contentId: job.content_id,
      masterKey: media.masterKey,
      hasVideo: renditions.some(({ kind }) => kind === 'video'),
      durationSeconds: Math.max(1, Math.round(media.durationSeconds)),
      audioKey: renditions.find(({ kind }) => kind === 'audio')?.playlistKey ?? null,
      thumbnailKey: pictures.thumbnail,
      posterKey: pictures.poster,
      waveformKey: pictures.waveform,
      ...{ captions, audioLanguages, chapters, storyboard },
      completed: state === 'completed',
    })
    if (state === 'completed') await noteWordsDue(tx, job.content_id)
    await setMediaJobState(tx, job.id, state)
    return job.content_id
  })
  if (contentId === null || state !== 'completed') return
  await drawWordsOf({ db, store }, contentId).catch((error: unknown) => {
    log.warn({ err: error, contentId }, 'The words of captions could not be drawn; it is tried again later')
  })
  await removeOldSources({ db, store }, contentId).catch((error: unknown) => {
    log.warn({ err: error, contentId }, 'Files that an item is no longer made from are left')
  })
}

async function takeFailure(
  { db, queue, log }: Omit<Parts, 'store'>,
  failure: TranscodeEvent & { kind: 'failed' },
): Promise<void> {
  const { words, tryAgain, cause } = failure
  await db.transaction(async (tx) => {
    const job = await lockMediaJob(tx, failure.idempotencyKey)
    if (!job || hasEnded(job)) return
    const { attempt } = job
    const facts = { err: cause, mediaJobId: job.id, attempt }
    if (tryAgain === 'never') {
      log.warn(facts, 'A file cannot be transcoded')
      return await failMediaJob(tx, job, words)
    }
    log.error(facts, 'A transcode failed on our side')
    if (attempt >= (tryAgain === 'perhaps' ? UNEXPLAINED_ATTEMPTS : ATTEMPTS)) {
      return await failMediaJob(tx, job, `${words} The file is not to blame: add it again later.`)
    }
    await beginNextAttempt(tx, job.id, `${words} It is tried again by itself.`)
    const afterSeconds = Math.min(MAX_PAUSE_SECONDS, 2 ** (attempt - 1))
    await queue.add(tx, 'transcode', { mediaJobId: job.id, attempt: attempt + 1 }, { afterSeconds })
  })
}
