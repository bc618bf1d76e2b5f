import { MEDIACONVERT_BASE, mediaKey, type RenditionName } from '@better-and-bliss/stream-token'

/*
 * MediaConvert names what it makes by the end of its destination, then the name modifier of an output: `media.m3u8`,
 * `media-360p.m3u8`, `media-360p_00001.ts`, `media-poster.0000000.jpg`.
 */

/** The key that the names of all files of an item begin with. */
export function baseKey(outputId: string): string {
  return mediaKey(outputId, MEDIACONVERT_BASE)
}

export function nameModifier(name: RenditionName | Picture): string {
  return `-${name}`
}

/** The key of MediaConvert's own playlist of a rung; without one, of that which names them all. */
export function manifestKey(outputId: string, name?: string): string {
  return `${baseKey(outputId)}${name === undefined ? '' : `-${name}`}.m3u8`
}

export type Picture = 'thumbnail' | 'poster'

/** The key of the frame that was captured as the n-th, from 0. */
export function captureKey(outputId: string, picture: Picture, index: number): string {
  return `${baseKey(outputId)}${nameModifier(picture)}.${String(index).padStart(7, '0')}.jpg`
}
