import type { MediaTracks } from '../../../hls/tracks.ts'
import type { Choices, Language } from '../../../ports/transcoder.ts'
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
  const isKnown = sounds.length > 1 || sounds[0]?.language !== 'und'
  return {
    tracks: { sounds, captions },
    choices: {
      captions: captions.map(languageOfTrack),
      audioLanguages: isKnown ? sounds.map(languageOfTrack) : [],
      chapters: work.source.chapters,
    },
  }
}

const languageOfTrack = ({ language, label }: Language): Language => ({ language, label })
