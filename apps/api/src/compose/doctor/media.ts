import type { WorkerSettings } from '@better-and-bliss/settings'
import { SETTINGS_KEY } from '@better-and-bliss/stream-token'
import { findFfmpeg } from '../../adapters/local/ffmpeg/find-ffmpeg.ts'
import { advice, wrong } from '../../ports/finding.ts'
import { awsKey, sdkKey } from '../aws-key.ts'
import { type Check, fits, type Outcome, reasonOf } from './check.ts'

/** ffmpeg, which looks into every file, and converts where MediaConvert does not. */
export function ffmpegCheck({ transcoder }: Pick<WorkerSettings, 'transcoder'>): Check {
  return {
    subject: 'ffmpeg',
    look: async () => {
      try {
        const { path, version, warning } = await findFfmpeg(transcoder)
        if (warning) return [advice(warning, 'Install ffmpeg 5 or newer, or name one with FFMPEG_PATH.')]
        return [fits(`${path} is ffmpeg ${version}.`)]
      } catch (error) {
        return [wrong(reasonOf(error), 'Install ffmpeg with libx264, or name one with FFMPEG_PATH.')]
      }
    },
  }
}

/** MediaConvert, where it converts: its queue, and the one that its events come by. */
export function mediaConvertCheck({ transcoder }: Pick<WorkerSettings, 'transcoder'>): Check {
  return {
    subject: 'MediaConvert',
    look: async () => {
      if (transcoder.kind === 'ffmpeg') return [fits('It is not used: ffmpeg converts.')]
      const { readQueues } = await import('../../adapters/aws/mediaconvert/queues.ts')
      const { conversions, events } = await readQueues({ ...transcoder, credentials: awsKey(transcoder.credentials) })
      return [ofQueue(conversions), ofEvents(events)]
    },
  }
}

const RIGHTS =
  'The doctor needs mediaconvert:GetQueue and sqs:GetQueueAttributes beside what docs/mediaconvert.md lists.'

function ofQueue(found: PromiseSettledResult<string>): Outcome {
  if (found.status === 'rejected')
    return wrong(`MEDIACONVERT_QUEUE cannot be asked: ${reasonOf(found.reason)}.`, `Correct it. ${RIGHTS}`)
  if (found.value === 'ACTIVE') return fits('Its queue takes conversions.')
  return wrong(`Its queue is ${found.value}: conversions wait.`, 'Let it go on, in the console of MediaConvert.')
}

function ofEvents(found: PromiseSettledResult<number>): Outcome {
  if (found.status === 'rejected')
    return wrong(`MEDIACONVERT_EVENTS_QUEUE_URL cannot be asked: ${reasonOf(found.reason)}.`, `Correct it. ${RIGHTS}`)
  return fits(`The queue of its events answers; ${found.value} wait.`)
}

const KEYS_TIMEOUT_MS = 20_000

/** CloudFront's KeyValueStore, where there is one. */
export function keyValueStoreCheck({ edgeStore, aws }: Pick<WorkerSettings, 'edgeStore' | 'aws'>): Check {
  return {
    subject: 'KeyValueStore',
    look: async () => {
      if (edgeStore.kind === 'off') return [fits('There is none: the edge asks the API.')]
      const { cloudfrontKeyValueStore } = await import(
        '../../adapters/aws/key-value-store/cloudfront-key-value-store.ts'
      )
      const store = cloudfrontKeyValueStore({ ...edgeStore, credentials: sdkKey(aws.credentials) })
      try {
        const entries = await store.load(AbortSignal.timeout(KEYS_TIMEOUT_MS))
        if (entries.has(SETTINGS_KEY)) return [fits(`It holds ${entries.size} entries.`)]
        const says = 'It has no settings of ours yet: CloudFront opens no stream.'
        return [wrong(says, 'Start a worker with CLOUDFRONT_KEY_VALUE_STORE_ARN: it writes them.')]
      } catch (error) {
        const remedy = 'Correct CLOUDFRONT_KEY_VALUE_STORE_ARN, and give our role the rights of docs/cloudfront.md.'
        return [wrong(`It cannot be read: ${reasonOf(error)}.`, remedy)]
      }
    },
  }
}
