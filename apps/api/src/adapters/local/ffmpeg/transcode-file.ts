import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ObjectStore } from '@better-and-bliss/object-store'
import type { Made } from '../../../hls/made.ts'
import { resourceUnavailable } from '../../../ports/resource-unavailable.ts'
import { MediaRefused, type TranscodeJob } from '../../../ports/transcoder.ts'
import { freeBytesOf, watchDisk } from './disk-watch.ts'
import { type Inspect, inspections } from './inspections.ts'
import { publicationOf } from './publication.ts'
import { transcodeAudio } from './transcode-audio.ts'
import { transcodeVideo } from './transcode-video.ts'
import type { TranscodeListener } from './work.ts'

export interface FfmpegParts {
  ffmpegPath: string
  store: ObjectStore
  workDir: string
  normalisesLoudness: boolean
  inspect?: Inspect
  /** How much room there is on the disk of a folder. */
  freeBytes?: (folder: string) => Promise<number>
}

/**
 * Makes all renditions and publishes them: at first the lightest one while it grows, then all of them at once.
 *
 * @throws MediaRefused when the file is at fault (its output is removed), ResourceUnavailable when our side is, any other
 *   error when nobody knows.
 */
export async function transcodeFile(
  parts: FfmpegParts,
  {
    outputId,
    sourceKey,
    pictureKey,
    captions,
    sounds,
  }: Pick<TranscodeJob, 'outputId' | 'sourceKey' | 'pictureKey' | 'captions' | 'sounds'>,
  listener: TranscodeListener,
  signal: AbortSignal,
): Promise<Made> {
  signal.throwIfAborted()
  const { ffmpegPath, store, workDir, normalisesLoudness } = parts
  const { inspect = inspections(parts), freeBytes = freeBytesOf } = parts
  const publication = publicationOf(store, outputId)
  const workFolder = join(workDir, outputId)
  using disk = watchDisk(workDir, freeBytes)
  const ending = AbortSignal.any([signal, disk.full])
  try {
    await rm(workFolder, { recursive: true, force: true })
    await mkdir(workFolder, { recursive: true })
    return await store.withLocalFile(sourceKey, async (path) => {
      const source = await inspect(sourceKey, path, ending)
      const bench = { ffmpegPath, store, publication, workFolder, signal: ending }
      const work = { ...bench, source, pictureKey, captions, sounds, normalisesLoudness, listener }
      const result = await (source.facts.kind === 'video' ? transcodeVideo(work) : transcodeAudio(work))
      await disk.look()
      disk.full.throwIfAborted()
      listener.onProgress(1)
      return result
    })
  } catch (error) {
    signal.throwIfAborted()
    // Before anything else is blamed, and before what was written is removed.
    await disk.look()
    const ours = disk.blamed(error) ?? resourceUnavailable(error)
    if (!ours && error instanceof MediaRefused) await publication.withdraw()
    throw ours ?? error
  } finally {
    await rm(workFolder, { recursive: true, force: true })
  }
}
