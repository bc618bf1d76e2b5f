import { join } from 'node:path'
import { keysIn, type ObjectStore } from '@better-and-bliss/object-store'
import {
  MASTER_PLAYLIST,
  mediaHeaders,
  mediaKey,
  playlistFile,
  type RenditionName,
  segmentFile,
  type TrackName,
} from '@better-and-bliss/stream-token'
import type { MadeRendition } from '../../../hls/made.ts'
import { masterPlaylist, mediaPlaylist, type Segment } from '../../../hls/playlists.ts'
import type { MediaTracks } from '../../../hls/tracks.ts'
import type { CaptionSegment } from './caption-segments.ts'
import { assertPictureIsWhole, bytesOfWholeSegment, segmentsNamedIn } from './written.ts'

/** Segments of captions are small: a store far away takes longer to answer than to keep them. */
const PUT_AT_ONCE = 16

export type Publication = ReturnType<typeof publicationOf>

/**
 * An item's folder in the store. Segments come before the playlist that names them, playlists before
 * the master; what an earlier attempt left is overwritten, and removed when nothing names it any more. So whenever this
 * process dies, what can be reached can be played.
 */
export function publicationOf(store: ObjectStore, outputId: string) {
  const folder = mediaKey(outputId)
  const written = new Set<string>()

  async function putText(name: string, text: string): Promise<void> {
    written.add(folder + name)
    await store.put(folder + name, Buffer.from(text), mediaHeaders(name))
  }

  async function take(name: string, path: string): Promise<string> {
    written.add(folder + name)
    await store.moveFile(folder + name, path, mediaHeaders(name))
    return folder + name
  }

  return {
    /** Takes a finished picture over. @returns its key. @throws ResourceUnavailable when it is not whole. */
    async takePicture(name: string, path: string): Promise<string> {
      await assertPictureIsWhole(path)
      return await take(name, path)
    },

    /**
     * Takes the segments over that ffmpeg has finished since the last time, and appends them to `taken`.
     *
     * @throws ResourceUnavailable at one that is not whole, which is not taken.
     */
    async takeSegments(workFolder: string, name: RenditionName, taken: Segment[], atMost = Number.POSITIVE_INFINITY) {
      const durations = await segmentsNamedIn(join(workFolder, playlistFile(name)))
      for (const durationSeconds of durations.slice(taken.length, atMost)) {
        const segment = segmentFile(name, taken.length)
        const path = join(workFolder, segment)
        const bytes = await bytesOfWholeSegment(path, durationSeconds)
        await take(segment, path)
        taken.push({ durationSeconds, bytes })
      }
    },

    async firstSegment(name: RenditionName): Promise<Uint8Array> {
      const bytes = await store.read(folder + segmentFile(name, 0))
      if (!bytes) throw new Error(`The first segment of ${name} has vanished`)
      return bytes
    },

    putMedia(name: RenditionName, segments: Segment[], state: 'growing' | 'complete') {
      const named = segments.map((segment, index) => ({ ...segment, file: segmentFile(name, index) }))
      return putText(playlistFile(name), mediaPlaylist(named, state))
    },

    /** Writes captions, a WebVTT text a segment, and then their playlist. */
    async putCaptions(name: TrackName, parts: readonly CaptionSegment[]): Promise<void> {
      for (let from = 0; from < parts.length; from += PUT_AT_ONCE) {
        const some = parts.slice(from, from + PUT_AT_ONCE)
        await Promise.all(some.map(({ text }, index) => putText(segmentFile(name, from + index), text)))
      }
      const named = parts.map(({ durationSeconds }, index) => ({ durationSeconds, file: segmentFile(name, index) }))
      await putText(playlistFile(name), mediaPlaylist(named, 'complete'))
    },

    /** The segments of a rendition, one after another. */
    async *bytesOf(name: RenditionName, count: number): AsyncGenerator<Uint8Array, void> {
      for (let index = 0; index < count; index += 1) {
        const bytes = await store.read(folder + segmentFile(name, index))
        if (bytes) yield bytes
      }
    },

    putMaster: (renditions: MadeRendition[], tracks?: MediaTracks) =>
      putText(MASTER_PLAYLIST, masterPlaylist(renditions, tracks)),

    async removeLeftovers(): Promise<void> {
      for await (const key of keysIn(store, folder)) if (!written.has(key)) await store.delete(key)
    },

    async withdraw(): Promise<void> {
      await store.delete(folder + MASTER_PLAYLIST)
      await store.deleteFolder(folder)
    },
  }
}
