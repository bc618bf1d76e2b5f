import { access } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ObjectStore } from '@better-and-bliss/object-store'
import { PICTURE_FILES } from '@better-and-bliss/stream-token'
import { MediaRefused, type PictureKeys } from '../../../ports/transcoder.ts'
import {
  coverArgs,
  decodeArgs,
  frameArgs,
  SOUND_OF_WAVEFORM,
  typicalSeconds,
  waveformArgs,
  waveformPosterArgs,
} from './picture-commands.ts'
import type { Publication } from './publication.ts'
import { runToEnd } from './run.ts'
import { sniffPicture } from './sniff.ts'
import type { Source } from './source.ts'
import { assertPictureIsWhole, assertWavIsWhole } from './written.ts'

export interface Workbench {
  ffmpegPath: string
  store: ObjectStore
  publication: Publication
  /** Exists, and is removed after the job. */
  workFolder: string
  signal: AbortSignal
}

export const NO_PICTURES: PictureKeys = { thumbnail: null, poster: null, waveform: null }

const PICTURE_MS = 60_000

/** Whether thumbnail and poster can be made from a designed cover. @throws MediaRefused when they cannot. */
export async function assertIsCover(
  { ffmpegPath, store, signal }: Pick<Workbench, 'ffmpegPath' | 'store' | 'signal'>,
  pictureKey: string,
): Promise<void> {
  await store.withLocalFile(pictureKey, async (path) => {
    const args = decodeArgs({ demuxer: await sniffPicture(path), path })
    await runToEnd({ ffmpegPath, args, cwd: dirname(path), signal, totalMs: PICTURE_MS })
  })
}

/** Thumbnail and poster from a designed cover. @throws MediaRefused when it is no picture. */
export async function picturesFromCover(workbench: Workbench, pictureKey: string): Promise<PictureKeys> {
  return await workbench.store.withLocalFile(pictureKey, async (path) => {
    await run(workbench, coverArgs({ demuxer: await sniffPicture(path), path }))
    return await takePictures(workbench)
  })
}

/** Thumbnail and poster from a frame of the video; none when no keyframe can be read. The ladder judges the file. */
export async function picturesFromFrame(workbench: Workbench, source: Source): Promise<PictureKeys> {
  for (const atSeconds of [typicalSeconds(source), 0]) {
    if (await madeFrame(workbench, source, atSeconds)) return await takePictures(workbench)
  }
  return NO_PICTURES
}

async function madeFrame(workbench: Workbench, source: Source, atSeconds: number): Promise<boolean> {
  try {
    await run(workbench, frameArgs(source, atSeconds))
    await access(join(workbench.workFolder, PICTURE_FILES.thumbnail))
    return true
  } catch (error) {
    if (error instanceof MediaRefused || (error instanceof Error && 'code' in error && error.code === 'ENOENT'))
      return false
    throw error
  }
}

/** Draws `waveform.png` from `waveform.wav` in the work folder. @throws ResourceUnavailable when that is not whole. */
export async function drawWaveform(workbench: Workbench): Promise<void> {
  await assertWavIsWhole(join(workbench.workFolder, SOUND_OF_WAVEFORM))
  await run(workbench, waveformArgs())
}

/** Thumbnail and poster from `waveform.png` in the work folder. @throws ResourceUnavailable when that is not whole. */
export async function picturesFromWaveform(workbench: Workbench): Promise<PictureKeys> {
  await assertPictureIsWhole(join(workbench.workFolder, PICTURE_FILES.waveform))
  await run(workbench, waveformPosterArgs())
  return await takePictures(workbench)
}

async function run({ ffmpegPath, workFolder, signal }: Workbench, args: string[]): Promise<void> {
  await runToEnd({ ffmpegPath, args, cwd: workFolder, signal, totalMs: PICTURE_MS })
}

async function takePictures({ publication, workFolder }: Workbench): Promise<PictureKeys> {
  const poster = await publication.takePicture(PICTURE_FILES.poster, join(workFolder, PICTURE_FILES.poster))
  const thumbnail = await publication.takePicture(PICTURE_FILES.thumbnail, join(workFolder, PICTURE_FILES.thumbnail))
  return { thumbnail, poster, waveform: null }
}
