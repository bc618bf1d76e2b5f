import { MASTER_PLAYLIST, mediaKey, playlistFile, type RungName } from '@better-and-bliss/stream-token'
import type { Made } from '../../../hls/made.ts'
import type { Logger } from '../../../ports/logger.ts'
import { resourceUnavailable } from '../../../ports/resource-unavailable.ts'
import {
  MediaRefused,
  type TranscodeEvent,
  type TranscodeJob,
  type TranscodeResult,
  type Transcoder,
} from '../../../ports/transcoder.ts'
import { inspections } from './inspections.ts'
import { assertIsCover } from './pictures.ts'
import { type FfmpegParts, transcodeFile } from './transcode-file.ts'

type OnEvent = (event: TranscodeEvent) => Promise<void>

/**
 * Transcodes on this machine, with ffmpeg as a child process of low priority. `start` is the whole work: whoever is killed
 * meanwhile is to start it again, and events go to the listener of the process that does it.
 *
 * @param workDir where unfinished output is kept, best on the disk of the store. A folder an item, removed in the end; what
 *   a killed process left is removed when its item is tried again.
 */
export function ffmpegTranscoder({ log, ...parts }: FfmpegParts & { log: Logger }): Transcoder {
  const { store } = parts
  const inspect = inspections(parts)
  let listener: OnEvent | undefined

  return {
    inspect: (sourceKey, signal) =>
      store.withLocalFile(sourceKey, async (path) => {
        const { facts } = await inspect(sourceKey, path, signal)
        return facts
      }),

    inspectPicture: (pictureKey, signal) => assertIsCover({ ...parts, signal }, pictureKey),

    async start(job, signal) {
      if (!listener) throw new Error('Nobody listens to this transcoder')
      await run({ ...parts, inspect }, job, { onEvent: listener, signal, log })
      return `ffmpeg ${job.idempotencyKey}`
    },

    async listen(onEvent) {
      listener = onEvent
      return {
        async [Symbol.asyncDispose]() {
          listener = undefined
        },
      }
    },

    async poll() {},
    async cancel() {},
  }
}

/** @throws the reason of `signal`, and what the listener rejects with: then it is to be started again. */
async function run(
  parts: FfmpegParts,
  job: TranscodeJob,
  { onEvent, signal, log }: { onEvent: OnEvent; signal: AbortSignal; log: Logger },
): Promise<void> {
  const { idempotencyKey } = job
  let untold = false
  const tell: OnEvent = async (event) => {
    untold = true
    await onEvent(event)
    untold = false
  }
  const listener = {
    onProgress: (fraction: number) => {
      onEvent({ idempotencyKey, kind: 'progress', fraction }).catch((error: unknown) => {
        log.warn({ err: error }, 'The progress of a transcode could not be told')
      })
    },
    onPlayable: (soFar: Made) => tell({ idempotencyKey, kind: 'playable', soFar: resultOf(job, soFar) }),
  }
  try {
    const result = resultOf(job, await transcodeFile(parts, job, listener, signal))
    await tell({ idempotencyKey, kind: 'completed', result })
  } catch (error) {
    if (signal.aborted || untold) throw error
    await onEvent({ idempotencyKey, kind: 'failed', ...failureOf(error), cause: error })
  }
}

function resultOf({ outputId }: TranscodeJob, made: Made): TranscodeResult {
  const keyOf = (rung: RungName) => mediaKey(outputId, playlistFile(rung))
  const renditions = made.renditions.map((rendition) => ({ ...rendition, playlistKey: keyOf(rendition.name) }))
  return { ...made, masterKey: mediaKey(outputId, MASTER_PLAYLIST), renditions }
}

function failureOf(error: unknown): { words: string; tryAgain: 'never' | 'later' | 'perhaps' } {
  if (error instanceof MediaRefused) return { words: error.message, tryAgain: 'never' }
  const ours = resourceUnavailable(error)
  return ours
    ? { words: ours.message, tryAgain: 'later' }
    : { words: 'The conversion failed on our side.', tryAgain: 'perhaps' }
}
