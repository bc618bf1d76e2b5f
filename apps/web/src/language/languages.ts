import { LANGUAGES, type Language } from '@better-and-bliss/membership'

/** Where this device keeps the language that was chosen on it. */
export const LANGUAGE_KEY = 'bliss.language'

/** What each language calls itself, and the way it is written. */
export const LANGUAGE_FACTS: Record<Language, { name: string; dir: 'ltr' | 'rtl' }> = {
  en: { name: 'English', dir: 'ltr' },
  de: { name: 'Deutsch', dir: 'ltr' },
}

/** The language that was chosen; else the first of the browser's (`de-CH` is `de`) that there is; else the first there is. */
export function languageFor(chosen: string | null, preferred: readonly string[]): Language {
  const wanted = [chosen ?? '', ...preferred].map((tag) => tag.toLowerCase().split('-')[0])
  for (const tag of wanted) {
    const found = LANGUAGES.find((language) => language === tag)
    if (found) return found
  }
  return LANGUAGES[0]
}
