import type { Language } from '@better-and-bliss/membership'
import { setLanguage } from 'media-chrome/dist/utils/i18n.js'
import { LANGUAGE } from '../../language/page-language.ts'

/** What the controls of media-chrome say; English they bring themselves. */
const TRANSLATIONS = { de: () => import('media-chrome/dist/lang/de.js') } satisfies Record<
  Exclude<Language, 'en'>,
  unknown
>

// Else they would speak as the browser does. A control is written when it is made: whoever imports this waits.
setLanguage(LANGUAGE)
if (LANGUAGE !== 'en') await TRANSLATIONS[LANGUAGE]()
