import type { Language } from '@better-and-bliss/membership'
import { LANGUAGE, translations } from './page-language.ts'

/** What the studio says comes apart from the rest: most members never read it. */
const TRANSLATIONS = { de: () => import('../messages/de/index-studio.ts') } satisfies Record<
  Exclude<Language, 'en'>,
  unknown
>

if (LANGUAGE !== 'en') Object.assign(translations, await TRANSLATIONS[LANGUAGE]())

export { translatorOf } from './translator.ts'
