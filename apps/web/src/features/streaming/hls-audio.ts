import type Hls from 'hls.js'
import { Events } from 'hls.js'
import type { EngineParts } from './engine.ts'
import { languageIn, tracksOf } from './languages.ts'
import { soundAlone } from './sound-alone.ts'

/**
 * Keeps to the language that was chosen, whatever is loaded, and tells which there are.
 *
 * @returns what chooses another one, and the playlist of it without the picture.
 */
export function followAudio(
  hls: Pick<Hls, 'audioTracks' | 'audioTrack' | 'on'>,
  { access, audioLanguage, onAudio }: Pick<EngineParts, 'access' | 'audioLanguage' | 'onAudio'>,
  isAlone: () => boolean,
) {
  let wanted = audioLanguage

  const alone = () => soundAlone(access.stream(), wanted)

  const tracksNow = () => tracksOf(hls.audioTracks.map(({ lang = '', name }) => ({ language: lang, label: name })))

  function tell(): void {
    if (isAlone()) {
      onAudio(alone().audio)
      return
    }
    const tracks = tracksNow()
    const heard = tracks[hls.audioTrack]?.id ?? null
    onAudio({ tracks: tracks.length > 1 ? tracks : [], heard })
  }

  function choose(id: string | null): void {
    wanted = id
    const ids = tracksNow().map((track) => track.id)
    const chosen = languageIn(ids, wanted)
    if (chosen !== null && ids.indexOf(chosen) !== hls.audioTrack) hls.audioTrack = ids.indexOf(chosen)
    tell()
  }

  hls.on(Events.AUDIO_TRACKS_UPDATED, () => choose(wanted))
  hls.on(Events.AUDIO_TRACK_SWITCHED, tell)
  return { choose, urlAlone: () => alone().url }
}
