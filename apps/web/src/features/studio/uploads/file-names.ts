import type { StudioContent } from '@better-and-bliss/sdk'
import { t } from './messages.ts'

type NamedFile = Pick<StudioContent['former_files'][number], 'purpose' | 'language' | 'label'>

const NAMES = {
  media: t('theMedia'),
  picture: t('theCover'),
  captions: t('theCaptions'),
  chapters: t('theChapters'),
  sound: t('theSound'),
}

/** What people call a file of an item. */
export function nameOfFile({ purpose, language, label }: NamedFile): string {
  const which = label ?? language
  return which === null ? NAMES[purpose] : t('fileOf', { name: NAMES[purpose], which })
}
