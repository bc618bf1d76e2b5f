import { firstLanguage, LANGUAGES, type Language } from '@better-and-bliss/membership'

/** Where this device keeps the language that was chosen on it. */
export const LANGUAGE_KEY = 'bliss.language'

/** The language that was chosen; else the first of the browser's (`de-CH` is `de`) that there is; else the first there is. */
export function languageFor(chosen: string | null, preferred: readonly string[]): Language {
  return firstLanguage([chosen ?? '', ...preferred]) ?? LANGUAGES[0]
}
