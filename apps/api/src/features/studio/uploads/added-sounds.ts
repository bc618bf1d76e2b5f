import { hasSameLength, type MediaFacts, MediaRefused } from '../../../ports/transcoder.ts'
import { nameOfLanguage } from '../../../text/languages.ts'
import type { AddedSound } from '../jobs/source-queries.ts'

/** Each is encoded, and is a line that every player reads. */
export const MOST_SOUNDS = 7

interface GivenSound extends Omit<AddedSound, 'durationSeconds'> {
  /** What people call it. */
  file: string
  facts: Pick<MediaFacts, 'kind' | 'durationSeconds'>
}

/**
 * The sounds of an item with one more, in the place of that in the same language.
 *
 * @param mediaSeconds how long the media play; null while there are none: then it is looked at when they come.
 * @throws MediaRefused
 */
export function withSound(
  sounds: readonly AddedSound[],
  { file, facts: { kind, durationSeconds }, ...sound }: GivenSound,
  mediaSeconds: number | null,
): AddedSound[] {
  if (kind === 'video') {
    throw new MediaRefused(`${file} has a picture. Export the sound alone, as WAV, FLAC, MP3 or M4A.`)
  }
  if (mediaSeconds !== null && !hasSameLength(durationSeconds, mediaSeconds)) {
    const [lasts, wanted] = [durationSeconds, mediaSeconds].map(Math.round)
    throw new MediaRefused(
      `${file} lasts ${lasts} seconds, what it belongs to ${wanted}. Export it with the same length.`,
    )
  }
  const others = sounds.filter(({ language }) => language !== sound.language)
  if (others.length >= MOST_SOUNDS) throw new MediaRefused(`Up to ${MOST_SOUNDS} sounds can be added to an item.`)
  return [...others, { ...sound, durationSeconds }]
}

/** What members will not hear of the sounds that were added, beside media of this length: a sentence each. */
export function soundsThatDoNotFit(sounds: readonly AddedSound[], mediaSeconds: number): string[] {
  return sounds
    .filter(({ durationSeconds }) => !hasSameLength(durationSeconds, mediaSeconds))
    .map(({ language, label, durationSeconds }) => {
      const [lasts, wanted] = [durationSeconds, mediaSeconds].map(Math.round)
      const name = label ?? nameOfLanguage(language) ?? language
      return `The added sound ${name} lasts ${lasts} seconds, this file ${wanted}: it is not offered.`
    })
}
