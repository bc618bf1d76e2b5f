import type { Pool } from '../../db/database.ts'
import type { JobContext } from '../../ports/job-queue.ts'
import type { Logger } from '../../ports/logger.ts'
import { resourceUnavailable } from '../../ports/resource-unavailable.ts'
import { MediaRefused, type TranscodeResult, type Transcoder } from '../../ports/transcoder.ts'
import {
  failMediaJob,
  type MediaJob,
  postponeMediaJob,
  publishMedia,
  replaceRenditions,
  saveProgress,
  selectMediaJob,
  setMediaJobState,
  startMediaJob,
} from './queries.ts'

/** Progress is written no more often than this share of the whole. */
const PROGRESS_STEP = 0.01

/** What nobody can explain is tried so often. */
const UNEXPLAINED_ATTEMPTS = 4

/** The worker's job: from a stored source to playable renditions. Doing it twice leads to the same result. */
export function transcodeJob({ db, transcoder, log }: { db: Pool; transcoder: Transcoder; log: Logger }) {
  return async ({ mediaJobId }: { mediaJobId: string }, context: JobContext): Promise<void> => {
    const { signal } = context
    const job = await selectMediaJob(db, mediaJobId)
    if (!job || job.state === 'completed') return
    await startMediaJob(db, job)
    try {
      const source = { contentId: job.content_id, sourceKey: job.source_key, pictureKey: job.picture_key ?? undefined }
      const result = await transcoder.transcode(
        source,
        { onProgress: progressWriter(db, job, log), onPlayable: (playable) => publish(db, job, playable, 'playable') },
        signal,
      )
      await publish(db, job, result, 'completed')
    } catch (error) {
      if (signal.aborted) throw error
      if (error instanceof MediaRefused) {
        log.warn({ err: error, mediaJobId }, 'A file cannot be transcoded')
        return failMediaJob(db, job, error.message)
      }
      log.error({ err: error, mediaJobId, attempt: context.attempt }, 'A transcode failed on our side')
      await postponeOrFail(db, job, error, context)
    }
  }
}

/** What our side lacks may come back, and is waited for as long as the queue tries. @throws error, for the queue to try again. */
async function postponeOrFail(db: Pool, job: MediaJob, error: unknown, { attempt, lastAttempt }: JobContext) {
  const unavailable = resourceUnavailable(error)
  const words = unavailable?.message ?? 'The conversion failed on our side.'
  if (lastAttempt || (!unavailable && attempt >= UNEXPLAINED_ATTEMPTS)) {
    return failMediaJob(db, job, `${words} The file is not to blame: add it again later.`)
  }
  await postponeMediaJob(db, job.id, `${words} It is tried again by itself.`)
  throw error
}

async function publish(
  db: Pool,
  job: MediaJob,
  media: TranscodeResult,
  state: 'playable' | 'completed',
): Promise<void> {
  const { renditions, pictures } = media
  await db.transaction(async (tx) => {
    await replaceRenditions(tx, job.content_id, renditions)
    await publishMedia(tx, {
      contentId: job.content_id,
      hasVideo: renditions.some(({ kind }) => kind === 'video'),
      durationSeconds: Math.max(1, Math.round(media.durationSeconds)),
      hasAudioRendition: renditions.some(({ kind }) => kind === 'audio'),
      thumbnailKey: pictures.thumbnail,
      posterKey: pictures.poster,
      waveformKey: pictures.waveform ?? null,
      completed: state === 'completed',
    })
    await setMediaJobState(tx, job.id, state)
  })
}

function progressWriter(db: Pool, job: MediaJob, log: Logger): (fraction: number) => void {
  let written = 0
  return (fraction) => {
    if (fraction - written < PROGRESS_STEP) return
    written = fraction
    saveProgress(db, job.id, fraction).catch((error: unknown) => {
      log.warn({ err: error }, 'The progress of a transcode could not be saved')
    })
  }
}
