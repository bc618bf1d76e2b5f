import { LANGUAGE_FACTS, type Language } from '@better-and-bliss/membership'
import { openLocalStorage } from '../api/local-storage.ts'
import { LANGUAGE_KEY, languageFor } from './languages.ts'
import { manifestName } from './manifest-name.ts'

/** Each feature brings its English messages itself; all those of another language come in one file. */
const TRANSLATIONS = { de: () => import('../messages/de/index.ts') } satisfies Record<Exclude<Language, 'en'>, unknown>

/** The language of this page, from its load to its end: another one is another load. */
export const LANGUAGE: Language = typeof document === 'undefined' ? 'en' : languageOfDevice()

/** The messages of this page's language by their namespace, where it is not English. Whoever imports this waits for them. */
export const translations: Record<string, Record<string, string>> = LANGUAGE === 'en'
  ? {}
  : { ...(await TRANSLATIONS[LANGUAGE]()) }

if (typeof document !== 'undefined') {
  document.documentElement.lang = LANGUAGE
  document.documentElement.dir = LANGUAGE_FACTS[LANGUAGE].dir
  document.querySelector('link[rel="manifest"]')?.setAttribute('href', `/${manifestName(LANGUAGE)}`)
}

function languageOfDevice(): Language {
  return languageFor(openLocalStorage().getItem(LANGUAGE_KEY), navigator.languages)
}
