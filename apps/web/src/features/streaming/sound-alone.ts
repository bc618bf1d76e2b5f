import type { Stream } from '@better-and-bliss/sdk'
import type { AudioView } from './engine.ts'
import { languageIn, tracksOf } from './languages.ts'

/** What is heard without the picture where `wanted` is the language that is wanted, and what may be chosen instead. */
export function soundAlone(
  { hls_audio, hls_audio_tracks = [], hls_master }: Stream,
  wanted: string | null,
): { url: string; audio: AudioView } {
  const tracks = tracksOf(hls_audio_tracks)
  const ids = tracks.map(({ id }) => id)
  const heard = languageIn(ids, wanted) ?? ids[0] ?? null
  const chosen = hls_audio_tracks[ids.indexOf(heard ?? '')]
  return { url: chosen?.url ?? hls_audio ?? hls_master, audio: { tracks, heard } }
}
