import type { ObjectStore } from '@better-and-bliss/object-store'
import { mediaKey } from '@better-and-bliss/stream-token'
import { MediaRefused, type TranscodeEvent, type TranscodeJob, type Transcoder } from '../../../ports/transcoder.ts'
import { mediaConvertClient } from './client.ts'
import { readQueue } from './events-queue.ts'
import { failureOf } from './failures.ts'
import { cancelJob, createJob, findJob, getJob } from './jobs.ts'
import { OutputUnreadable } from './manifests.ts'
import { type News, readEvent, readJob } from './news.ts'
import type { MediaConvertParts } from './parts.ts'
import { keepPrepared } from './prepared-object.ts'
import { publish } from './publish.ts'

const UNKNOWN_JOB = 'MediaConvert does not know this conversion any more.'

type OnEvent = (event: TranscodeEvent) => Promise<void>

/**
 * Transcodes in AWS Elemental MediaConvert, from and to the bucket of the store. Sources are looked at here first, as they are
 * for our own ffmpeg. Events come by EventBridge and SQS, to whichever process listens.
 */
export function mediaConvertTranscoder(parts: MediaConvertParts): Transcoder {
  const { store, local, bucket } = parts
  const client = mediaConvertClient(parts)
  let listener: OnEvent | undefined

  const tell = async (event: TranscodeEvent): Promise<void> => {
    if (!listener) throw new Error('Nobody listens to this transcoder')
    await listener(event)
  }
  const take = async (news: News): Promise<void> => {
    const event = await eventOf(store, news)
    if (event) await tell(event)
  }

  return {
    inspect: local.inspect,
    inspectPicture: local.inspectPicture,

    async start(job, signal) {
      const known = await findJob(client, job, parts, signal)
      if (known) return known
      try {
        const prepared = await local.prepare(job, signal)
        await keepPrepared(store, job.outputId, prepared)
        return await createJob(client, job, prepared, parts, signal)
      } catch (error) {
        if (!(error instanceof MediaRefused)) throw error
        await withdraw(store, job.outputId)
        await tell({ ...refused(job, error.message), cause: error })
        return `refused ${job.idempotencyKey}`
      }
    },

    async poll({ externalId, idempotencyKey }) {
      const job = await getJob(client, externalId)
      const news = job && readJob(job, bucket)
      if (news) return await take(news)
      await tell({ idempotencyKey, kind: 'failed', words: UNKNOWN_JOB, tryAgain: 'perhaps', cause: externalId })
    },

    async cancel({ externalId, ...attempt }) {
      const id = externalId ?? (await findJob(client, attempt, parts))
      if (id) await cancelJob(client, id)
    },

    async listen(onEvent) {
      listener = onEvent
      const queue = readQueue(parts, (body) => readEvent(body, bucket), take)
      return {
        async [Symbol.asyncDispose]() {
          await queue[Symbol.asyncDispose]()
          listener = undefined
        },
      }
    },
  }
}

function refused({ idempotencyKey }: Pick<TranscodeJob, 'idempotencyKey'>, words: string) {
  return { idempotencyKey, kind: 'failed' as const, words, tryAgain: 'never' as const }
}

/** What is published, or removed, is so before anybody is told. @returns null when there is nothing to tell. */
async function eventOf(store: ObjectStore, news: News): Promise<TranscodeEvent | null> {
  const { idempotencyKey, outputId, percent, errorCode, errorMessage } = news
  switch (news.status) {
    case 'under way':
      if (percent === null) return null
      return { idempotencyKey, kind: 'progress', fraction: Math.min(0.99, Math.max(0, percent / 100)) }
    case 'complete':
      try {
        return { idempotencyKey, kind: 'completed', result: await publish(store, outputId) }
      } catch (error) {
        if (!(error instanceof OutputUnreadable)) throw error
        // Another try would be paid for, and bring the same.
        return { ...refused(news, 'What MediaConvert made of this file is not what was ordered.'), cause: error }
      }
    case 'error': {
      const failure = failureOf(errorCode)
      if (failure.tryAgain === 'never') await withdraw(store, outputId)
      return { idempotencyKey, kind: 'failed', ...failure, cause: `${errorCode} ${errorMessage}` }
    }
    case 'canceled':
      await withdraw(store, outputId)
      return { ...refused(news, 'The conversion was cancelled in MediaConvert. Add the file again.'), cause: null }
  }
}

async function withdraw(store: ObjectStore, outputId: string): Promise<void> {
  await store.deleteFolder(mediaKey(outputId))
}
