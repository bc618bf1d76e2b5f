import { keysIn, type ObjectStore } from '@better-and-bliss/object-store'
import {
  MASTER_PLAYLIST,
  mediaHeaders,
  mediaKey,
  PICTURE_FILES,
  playlistFile,
  type RenditionName,
} from '@better-and-bliss/stream-token'
import { bandwidths, masterPlaylist, mediaPlaylist, type Segment, totalSeconds } from '../../../hls/playlists.ts'
import type { MediaTrack } from '../../../hls/tracks.ts'
import type { TranscodeResult } from '../../../ports/transcoder.ts'
import { type NamedSegment, OutputUnreadable, readMaster, readMedia } from './manifests.ts'
import { captureKey, manifestKey, type Picture } from './names.ts'
import { MAX_CAPTURES } from './pictures-group.ts'
import { readPrepared } from './prepared-object.ts'

const HEADS_AT_ONCE = 16

/**
 * Publishes what MediaConvert made, by playlists of ours, which name its segments where they are: first those of the rungs, the
 * lightest last, then the master. Doing it twice leads to the same.
 *
 * @throws OutputUnreadable
 */
export async function publish(store: ObjectStore, outputId: string): Promise<TranscodeResult> {
  const made = readMaster(await textOf(store, manifestKey(outputId)))
  const { pictures, tracks, addedSounds, choices } = await readPrepared(store, outputId)
  const put = (name: string, text: string) => store.put(mediaKey(outputId, name), Buffer.from(text), mediaHeaders(name))
  const there = new Set<string>()
  for await (const key of keysIn(store, mediaKey(outputId))) there.add(key)
  const publishMedia = async (name: RenditionName): Promise<NamedSegment[]> => {
    const segments = readMedia(name, await textOf(store, manifestKey(outputId, name)))
    const missing = segments.find(({ file }) => !there.has(mediaKey(outputId, file)))
    if (missing) throw new OutputUnreadable(`MediaConvert names ${missing.file}, which is not there`)
    await put(playlistFile(name), mediaPlaylist(segments, 'complete'))
    return segments
  }
  const sounds: MediaTrack[] = []
  for (const sound of tracks.sounds) {
    const bandwidth = sound.name ? await peakOf(store, outputId, await publishMedia(sound.name)) : sound.bandwidth
    sounds.push({ ...sound, bandwidth })
  }
  let lightest: NamedSegment[] = []
  for (const { name } of made.toReversed()) lightest = await publishMedia(name)
  const thumbnail = pictures.thumbnail ?? (await takeCapture(store, outputId, 'thumbnail'))
  const poster = pictures.poster ?? (await takeCapture(store, outputId, 'poster'))
  const videos = made.filter(({ kind }) => kind === 'video')
  await put(
    MASTER_PLAYLIST,
    masterPlaylist(videos.length > 0 ? videos : made, { ...tracks, sounds: [...sounds, ...addedSounds] }),
  )
  return {
    masterKey: mediaKey(outputId, MASTER_PLAYLIST),
    durationSeconds: totalSeconds(lightest),
    renditions: made.map((rendition) => ({
      ...rendition,
      playlistKey: mediaKey(outputId, playlistFile(rendition.name)),
    })),
    pictures: { ...pictures, thumbnail, poster },
    ...choices,
  }
}

/** Measures a sound that stands beside the videos, in bits per second: of those MediaConvert tells no rate. */
async function peakOf(store: ObjectStore, outputId: string, segments: NamedSegment[]): Promise<number> {
  const measured: Segment[] = []
  for (let from = 0; from < segments.length; from += HEADS_AT_ONCE) {
    const asked = segments.slice(from, from + HEADS_AT_ONCE).map(async ({ file, durationSeconds }) => {
      const info = await store.head(mediaKey(outputId, file))
      return { durationSeconds, bytes: info?.size ?? 0 }
    })
    measured.push(...(await Promise.all(asked)))
  }
  return bandwidths(measured).bandwidth
}

/** Makes a picture of the last frame that was captured; short films have but one. @returns its key. */
async function takeCapture(store: ObjectStore, outputId: string, picture: Picture): Promise<string | null> {
  const file = PICTURE_FILES[picture]
  for (let index = MAX_CAPTURES - 1; index >= 0; index -= 1) {
    const frame = await store.read(captureKey(outputId, picture, index))
    if (!frame) continue
    await store.put(mediaKey(outputId, file), frame, mediaHeaders(file))
    return mediaKey(outputId, file)
  }
  return null
}

async function textOf(store: ObjectStore, key: string): Promise<string> {
  const bytes = await store.read(key)
  if (!bytes) throw new OutputUnreadable(`MediaConvert left no ${key}`)
  return Buffer.from(bytes).toString()
}
