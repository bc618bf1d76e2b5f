import { AUDIO_RUNG } from '@better-and-bliss/stream-token'
import type { MediaTracks } from '../../../hls/tracks.ts'
import type { Chapter, Choices, Language } from '../../../ports/transcoder.ts'
import { makeCaptions } from './captions.ts'
import { makeFurtherSounds } from './further-sounds.ts'
import type { Work } from './work.ts'

/** Makes what members choose from beside the default sound, and says it as playlists and as the catalogue do. */
export async function makeTracks(
  work: Work,
  durationSeconds: number,
): Promise<{ tracks: MediaTracks; choices: Omit<Choices, 'storyboard'> }> {
  const sounds = await makeFurtherSounds(work)
  const captions = await makeCaptions(work, durationSeconds)
  const tracks = { sounds, captions }
  return { tracks, choices: choicesOf(tracks, work.source.chapters) }
}

/** The same as the catalogue says it. */
export function choicesOf({ sounds, captions }: MediaTracks, chapters: Chapter[]): Omit<Choices, 'storyboard'> {
  const isKnown = sounds.length > 1 || sounds[0]?.language !== 'und'
  return {
    captions: captions.map(languageOfTrack),
    audioLanguages: isKnown
      ? sounds.map((sound) => ({ ...languageOfTrack(sound), name: sound.name ?? AUDIO_RUNG }))
      : [],
    chapters,
  }
}

const languageOfTrack = ({ language, label }: Language): Language => ({ language, label })
