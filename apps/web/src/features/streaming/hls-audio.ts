import type Hls from 'hls.js'
import { Events } from 'hls.js'
import type { EngineParts } from './engine.ts'
import { languageIn } from './languages.ts'

/**
 * Keeps to the language that was chosen, whatever is loaded, and tells which there are.
 *
 * @returns what chooses another one, and the playlist of what is heard, where it has one of its own.
 */
export function followAudio(
  hls: Pick<Hls, 'audioTracks' | 'audioTrack' | 'on'>,
  { audioLanguage, onAudio }: Pick<EngineParts, 'audioLanguage' | 'onAudio'>,
) {
  let wanted = audioLanguage

  function tell(): void {
    const tracks = hls.audioTracks.map(({ lang = '', name }) => ({ language: lang || name, label: name || lang }))
    const heard = tracks[hls.audioTrack]?.language ?? null
    onAudio({ tracks: tracks.length > 1 ? tracks : [], heard })
  }

  function choose(language: string | null): void {
    wanted = language
    const languages = hls.audioTracks.map(({ lang = '', name }) => lang || name)
    const chosen = languageIn(languages, wanted)
    if (chosen !== null && languages.indexOf(chosen) !== hls.audioTrack) hls.audioTrack = languages.indexOf(chosen)
    tell()
  }

  hls.on(Events.AUDIO_TRACKS_UPDATED, () => choose(wanted))
  hls.on(Events.AUDIO_TRACK_SWITCHED, tell)
  return { choose, url: () => hls.audioTracks[hls.audioTrack]?.url || undefined }
}
