import { mkdir, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { ObjectStore } from '@better-and-bliss/object-store'
import { ResourceUnavailable, resourceUnavailable } from '../../../ports/resource-unavailable.ts'
import { MediaRefused, type TranscodeJob } from '../../../ports/transcoder.ts'
import { inspectSource } from './inspect.ts'
import type { Made } from './made.ts'
import { publicationOf } from './publication.ts'
import { transcodeAudio } from './transcode-audio.ts'
import { transcodeVideo } from './transcode-video.ts'
import type { TranscodeListener } from './work.ts'

export interface FfmpegParts {
  ffmpegPath: string
  store: ObjectStore
  workDir: string
  /** How much room there is on the disk of a folder. */
  freeBytes?: (folder: string) => Promise<number>
}

/** With less, neither what ffmpeg says nor what it made is trusted: it passes over a full disk without a word. */
const LEAST_FREE_BYTES = 8e6

/**
 * Makes all renditions and publishes them: at first the lightest one while it grows, then all of them at once.
 *
 * @throws MediaRefused when the file is at fault (its output is removed), ResourceUnavailable when our side is, any other
 *   error when nobody knows.
 */
export async function transcodeFile(
  { ffmpegPath, store, workDir, freeBytes = freeBytesOf }: FfmpegParts,
  { contentId, sourceKey, pictureKey }: Pick<TranscodeJob, 'contentId' | 'sourceKey' | 'pictureKey'>,
  listener: TranscodeListener,
  signal: AbortSignal,
): Promise<Made> {
  signal.throwIfAborted()
  const publication = publicationOf(store, contentId)
  const workFolder = join(workDir, contentId)
  try {
    await rm(workFolder, { recursive: true, force: true })
    await mkdir(workFolder, { recursive: true })
    return await store.withLocalFile(sourceKey, async (path) => {
      const source = await inspectSource(ffmpegPath, path, signal)
      const work = { ffmpegPath, store, publication, workFolder, source, pictureKey, listener, signal }
      const result = await (source.facts.kind === 'video' ? transcodeVideo(work) : transcodeAudio(work))
      const full = await fullDisk(workDir, freeBytes)
      if (full) throw full
      listener.onProgress(1)
      return result
    })
  } catch (error) {
    signal.throwIfAborted()
    const ours = resourceUnavailable(error) ?? (await fullDisk(workDir, freeBytes, error))
    if (!ours && error instanceof MediaRefused) await publication.withdraw()
    throw ours ?? error
  } finally {
    await rm(workFolder, { recursive: true, force: true })
  }
}

/** Before anything else is blamed, and before what was written is removed. */
async function fullDisk(workDir: string, freeBytes: (folder: string) => Promise<number>, cause?: unknown) {
  const free = await freeBytes(workDir).catch(() => Number.POSITIVE_INFINITY)
  return free < LEAST_FREE_BYTES ? new ResourceUnavailable('The disk is full.', { cause }) : null
}

async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}
