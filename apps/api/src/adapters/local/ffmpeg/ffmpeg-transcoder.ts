import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ObjectStore } from '../../../ports/object-store.ts'
import { MediaRefused, type Transcoder } from '../../../ports/transcoder.ts'
import { inspectSource } from './inspect.ts'
import { publicationOf } from './publication.ts'
import { transcodeAudio } from './transcode-audio.ts'
import { transcodeVideo } from './transcode-video.ts'

/**
 * Transcodes on this machine, with ffmpeg as a child process of low priority.
 *
 * @param workDir where unfinished output is kept, best on the disk of the store. A folder an item, removed in the end; what
 *   a killed process left is removed when its item is tried again.
 */
export function ffmpegTranscoder(parts: { ffmpegPath: string; store: ObjectStore; workDir: string }): Transcoder {
  const { ffmpegPath, store, workDir } = parts
  return {
    async inspect(file) {
      const { facts } = await inspectSource(ffmpegPath, file, new AbortController().signal)
      return facts
    },

    async transcode(job, listener, signal) {
      signal.throwIfAborted()
      const publication = publicationOf(store, job.contentId)
      const workFolder = join(workDir, job.contentId)
      await rm(workFolder, { recursive: true, force: true })
      await mkdir(workFolder, { recursive: true })
      try {
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
          listener.onProgress(1)
          return result
        })
      } catch (error) {
        if (error instanceof MediaRefused) await publication.withdraw()
        throw error
      } finally {
        await rm(workFolder, { recursive: true, force: true })
      }
    },
  }
}
