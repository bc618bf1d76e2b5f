import { mkdir, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { ObjectStore } from '@better-and-bliss/object-store'
import { ResourceUnavailable, resourceUnavailable } from '../../../ports/resource-unavailable.ts'
import { MediaRefused, type Transcoder } from '../../../ports/transcoder.ts'
import { inspectSource } from './inspect.ts'
import { publicationOf } from './publication.ts'
import { transcodeAudio } from './transcode-audio.ts'
import { transcodeVideo } from './transcode-video.ts'

interface Parts {
  ffmpegPath: string
  store: ObjectStore
  workDir: string
  /** How much room there is on the disk of a folder. */
  freeBytes?: (folder: string) => Promise<number>
}

/** With less, neither what ffmpeg says nor what it made is trusted: it passes over a full disk without a word. */
const LEAST_FREE_BYTES = 8e6

/**
 * Transcodes on this machine, with ffmpeg as a child process of low priority.
 *
 * @param workDir where unfinished output is kept, best on the disk of the store. A folder an item, removed in the end; what
 *   a killed process left is removed when its item is tried again.
 */
export function ffmpegTranscoder({ ffmpegPath, store, workDir, freeBytes = freeBytesOf }: Parts): Transcoder {
  return {
    async inspect(file) {
      const { facts } = await inspectSource(ffmpegPath, file, new AbortController().signal)
      return facts
    },

    async transcode(job, listener, signal) {
      signal.throwIfAborted()
      const publication = publicationOf(store, job.contentId)
      const workFolder = join(workDir, job.contentId)
      try {
        await rm(workFolder, { recursive: true, force: true })
        await mkdir(workFolder, { recursive: true })
        return await store.withLocalFile(job.sourceKey, async (path) => {
          const source = await inspectSource(ffmpegPath, path, signal)
          const transcodeKind = source.facts.kind === 'video' ? transcodeVideo : transcodeAudio
          const { pictureKey } = job
          const result = await transcodeKind({
            ffmpegPath,
            store,
            publication,
            workFolder,
            source,
            pictureKey,
            listener,
            signal,
          })
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
    },
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
