import { languageOf, nameOfLanguage } from '../../../text/languages.ts'
import { CAPTION_DECODERS, isTaken } from './limits.ts'
import type { Report, Track } from './report.ts'

/** What of a file is transcoded. */
export interface Choice {
  picture: Track | null
  /** The one that is heard when nobody has chosen comes first. */
  sounds: Track[]
  /** Subtitles that are text. */
  captions: Track[]
  /** What is not, a sentence each. */
  leftOut: string[]
}

/** Each further sound is encoded, and each of both is a line that every player reads. */
const MAX_SOUNDS = 8
const MAX_CAPTIONS = 32

/** The default picture; the default sound, a commentary only where there is nothing else; and what can be chosen beside. */
export function chooseTracks({ tracks }: Report): Choice {
  const leftOut: string[] = []
  const picture = preferred(tracks.filter(({ kind, isPicture }) => kind === 'video' && !isPicture))
  const allSounds = tracks.filter(({ kind }) => kind === 'audio')
  const sound = preferred(allSounds)
  const further = allSounds.filter((track) => track !== sound)
  const unknown = further.filter(({ codec }) => !isTaken('sound', codec))
  for (const track of unknown) {
    leftOut.push(`Its sound${inLanguage(track)} uses the codec "${track.codec}", which we do not take.`)
  }
  const subtitles = tracks.filter(({ kind }) => kind === 'subtitle')
  const captions = subtitles.filter(({ codec }) => CAPTION_DECODERS.includes(codec))
  for (const track of subtitles.filter((subtitle) => !captions.includes(subtitle))) {
    leftOut.push(`Its subtitles${inLanguage(track)} are pictures (${track.codec}): only text can be shown.`)
  }
  return {
    picture,
    sounds: sound
      ? [
          sound,
          ...upTo(
            MAX_SOUNDS - 1,
            further.filter((track) => !unknown.includes(track)),
            'sounds',
            leftOut,
          ),
        ]
      : [],
    captions: upTo(MAX_CAPTIONS, captions, 'subtitles', leftOut),
    leftOut,
  }
}

function preferred(tracks: Track[]): Track | null {
  const primary = tracks.filter(({ isSecondary }) => !isSecondary)
  return primary.find(({ isDefault }) => isDefault) ?? primary[0] ?? tracks[0] ?? null
}

function upTo(most: number, tracks: Track[], what: string, leftOut: string[]): Track[] {
  const over = tracks.length - most
  if (over > 0) leftOut.push(`It has more ${what} than can be offered: the last ${over} are left out.`)
  return tracks.slice(0, most)
}

function inLanguage({ language }: Track): string {
  const name = language && nameOfLanguage(languageOf(language))
  return name ? ` (${name})` : ''
}
