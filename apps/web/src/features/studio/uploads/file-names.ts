import type { StudioContent } from '@better-and-bliss/sdk'

type NamedFile = Pick<StudioContent['former_files'][number], 'purpose' | 'language' | 'label'>

const NAMES = {
  media: 'the media',
  picture: 'the cover',
  captions: 'the captions',
  chapters: 'the chapters',
  sound: 'the sound',
}

/** What people call a file of an item. */
export function nameOfFile({ purpose, language, label }: NamedFile): string {
  const which = label ?? language
  return which === null ? NAMES[purpose] : `${NAMES[purpose]}, ${which}`
}
