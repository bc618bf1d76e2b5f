import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { s3Store } from '@better-and-bliss/object-store/s3'
import { s3Counterpart } from '@better-and-bliss/object-store/testing'
import { vi } from 'vitest'
import { inspectSource } from '../../../local/ffmpeg/inspect.ts'
import { prepareSource } from '../../../local/ffmpeg/prepare-source.ts'
import { sniffPicture } from '../../../local/ffmpeg/sniff.ts'
import { mediaConvertTranscoder } from '../mediaconvert-transcoder.ts'
import type { LocalWork, MediaConvertParts } from '../parts.ts'
import { mediaConvertCounterpart } from './mediaconvert-counterpart.ts'
import { sqsCounterpart } from './sqs-counterpart.ts'

/** MediaConvert, its queue of events and a bucket, over HTTP, and transcoders that work with them. */
export async function openMediaConvert(ffmpegPath: string) {
  await using stack = new AsyncDisposableStack()
  const workDir = await mkdtemp(join(tmpdir(), 'mediaconvert-work-'))
  stack.defer(() => rm(workDir, { recursive: true }))
  const s3 = stack.use(await s3Counterpart())
  const { credentials, region, ...bucket } = s3.makeBucket()
  const store = s3Store({ ...bucket, region, credentials, workFolder: workDir })
  const keys = { accessKeyId: credentials.keyId, secretAccessKey: credentials.secretKey }
  const sqs = stack.use(await sqsCounterpart({ region, keys }))
  const service = stack.use(
    await mediaConvertCounterpart({ region, keys, store, ffmpegPath, send: (body) => sqs.send(body) }),
  )
  const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }
  const parts = { ffmpegPath, store, workDir, normalisesLoudness: false }
  const access = {
    ...{ region, credentials, bucket: bucket.bucket, endpoint: service.endpoint, eventsQueueUrl: sqs.queueUrl },
    ...{ role: 'arn:aws:iam::123456789012:role/MediaConvert', queue: 'Default', normalisesLoudness: false },
  }
  const local: LocalWork = {
    prepare: (job, signal) => prepareSource(parts, job, signal),
    inspect: (key, signal) =>
      store.withLocalFile(key, async (path) => (await inspectSource(ffmpegPath, path, signal)).facts),
    inspectPicture: (key) => store.withLocalFile(key, async (path) => void (await sniffPicture(path))),
  }
  const closing = stack.move()
  return {
    ...{ service, sqs, store, log, access, s3Endpoint: bucket.endpoint },
    /** One more process that starts jobs and listens. */
    transcoder: (change: Partial<MediaConvertParts> = {}) =>
      mediaConvertTranscoder({ ...access, ...{ store, log, local }, ...change }),
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  }
}
