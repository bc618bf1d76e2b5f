import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { PICTURE_FILES } from '@better-and-bliss/stream-token'
import { planVideo } from '../../../hls/ladder.ts'
import type { MediaTrack } from '../../../hls/tracks.ts'
import type { Choices, MediaFacts, PictureKeys, TranscodeJob } from '../../../ports/transcoder.ts'
import { makeCaptions } from './captions.ts'
import { choicesOf } from './choices.ts'
import { makeAddedSounds, namedSounds } from './further-sounds.ts'
import { inspectSource } from './inspect.ts'
import type { Span } from './packets.ts'
import { waveformSoundArgs } from './picture-commands.ts'
import { drawWaveform, NO_PICTURES, picturesFromCover, picturesFromWaveform, type Workbench } from './pictures.ts'
import { publicationOf } from './publication.ts'
import { runToEnd } from './run.ts'
import type { Source } from './source.ts'
import { makeStoryboardOf } from './storyboard.ts'
import type { FfmpegParts } from './transcode-file.ts'

/** A slow disk reads a second of sound in much less. */
const WAVEFORM_MS_PER_SECOND = 1_000
const START_MS = 60_000

interface PreparedSource {
  facts: MediaFacts
  /** When its picture is shown; null of a sound. */
  picture: Pick<Span, 'startSeconds' | 'endSeconds'> | null
  /** Its picture has a high dynamic range. */
  isHdr: boolean
  /** Null is what was not made. */
  pictures: PictureKeys
  /** The default one first; `number` is that among the sounds of the file, from 1. */
  sounds: (MediaTrack & { number: number })[]
  /** Those that were given beside the source, made here. */
  addedSounds: MediaTrack[]
  captions: MediaTrack[]
  choices: Choices
}

/**
 * Looks at a source that another machine will transcode, and puts into the item's folder what that does not make: captions, sounds
 * that were given beside it, the storyboard, the pictures of a designed cover, and those of a sound.
 *
 * @throws MediaRefused, ResourceUnavailable, the reason of `signal`.
 */
export async function prepareSource(
  { ffmpegPath, store, workDir, normalisesLoudness }: Omit<FfmpegParts, 'freeBytes'>,
  job: Pick<TranscodeJob, 'outputId' | 'sourceKey' | 'pictureKey' | 'captions' | 'sounds'>,
  signal: AbortSignal,
): Promise<PreparedSource> {
  const { outputId, sourceKey, pictureKey } = job
  const workFolder = join(workDir, outputId)
  const workbench = { ffmpegPath, store, publication: publicationOf(store, outputId), workFolder, signal }
  try {
    await rm(workFolder, { recursive: true, force: true })
    await mkdir(workFolder, { recursive: true })
    return await store.withLocalFile(sourceKey, async (path) => {
      const source = await inspectSource(ffmpegPath, path, signal)
      const pictures = await picturesOf(workbench, source, pictureKey)
      const captions = await makeCaptions({ ...workbench, ...job, source }, source.facts.durationSeconds)
      const offered = { ...workbench, source, sounds: job.sounds, normalisesLoudness }
      const sounds = namedSounds(offered).flatMap(({ origin, track }) =>
        origin.kind === 'own' ? [{ ...track, number: origin.sound.number }] : [],
      )
      const addedSounds = await makeAddedSounds(offered)
      const storyboard = source.picture && (await makeStoryboardOf(workbench, source, planVideo(source.facts).rungs[0]))
      const choices = { ...choicesOf({ sounds: [...sounds, ...addedSounds], captions }, source.chapters), storyboard }
      const { facts, picture, hdr } = source
      return { facts, picture, isHdr: hdr !== null, pictures, sounds, addedSounds, captions, choices }
    })
  } finally {
    await rm(workFolder, { recursive: true, force: true })
  }
}

async function picturesOf(workbench: Workbench, source: Source, pictureKey: string | null): Promise<PictureKeys> {
  const cover = pictureKey ? await picturesFromCover(workbench, pictureKey) : NO_PICTURES
  if (source.facts.kind === 'video') return cover
  const totalMs = START_MS + source.facts.durationSeconds * WAVEFORM_MS_PER_SECOND
  const { ffmpegPath, workFolder: cwd, signal } = workbench
  await runToEnd({ ffmpegPath, args: waveformSoundArgs(source), cwd, signal, totalMs })
  await drawWaveform(workbench)
  const pictures = cover.thumbnail ? cover : await picturesFromWaveform(workbench)
  const waveform = await workbench.publication.takePicture(PICTURE_FILES.waveform, join(cwd, PICTURE_FILES.waveform))
  return { ...pictures, waveform }
}
