import { keysIn, type ObjectStore } from '@better-and-bliss/object-store'
import { MASTER_PLAYLIST, mediaKey } from '@better-and-bliss/stream-token'
import type { Rendition, TranscodeResult } from '../../../ports/transcoder.ts'

const AT_ONCE = 16

/**
 * Puts what was made beside an item into its place: segments first, the playlists that name them after them, the master last. What
 * nothing names any more goes in the end. Doing it twice leads to the same.
 */
export async function takeOutput(
  store: ObjectStore,
  { outputId, contentId }: { outputId: string; contentId: string },
): Promise<void> {
  const [from, to] = [mediaKey(outputId), mediaKey(contentId)]
  const made = (await Array.fromAsync(keysIn(store, from))).map((key) => key.slice(from.length))
  const playlists = made.filter((file) => file.endsWith('.m3u8') && file !== MASTER_PLAYLIST)
  const others = made.filter((file) => !file.endsWith('.m3u8'))
  const move = (file: string) => store.move(from + file, to + file)
  for (const files of [others, playlists]) {
    for (let at = 0; at < files.length; at += AT_ONCE) await Promise.all(files.slice(at, at + AT_ONCE).map(move))
  }
  if (made.includes(MASTER_PLAYLIST)) await move(MASTER_PLAYLIST)
  const kept = new Set(made)
  for await (const key of keysIn(store, to)) if (!kept.has(key.slice(to.length))) await store.delete(key)
}

/** What was made, with the keys that it has in the item's place. */
export function inPlace(
  result: TranscodeResult,
  { outputId, contentId }: { outputId: string; contentId: string },
): TranscodeResult {
  const [from, to] = [mediaKey(outputId), mediaKey(contentId)]
  const keyOf = (key: string) => (key.startsWith(from) ? to + key.slice(from.length) : key)
  const orNull = (key: string | null) => (key === null ? null : keyOf(key))
  const { thumbnail, poster, waveform } = result.pictures
  return {
    ...result,
    masterKey: keyOf(result.masterKey),
    renditions: result.renditions.map((one): Rendition => ({ ...one, playlistKey: keyOf(one.playlistKey) })),
    pictures: { thumbnail: orNull(thumbnail), poster: orNull(poster), waveform: orNull(waveform) },
  }
}
