import { LANGUAGES, type Language } from '@better-and-bliss/membership'

/** The name of a country, in a language. @param code ISO 3166, two capital letters. @returns null for none that is known. */
export function placeWords(code: string | null, language: Language = LANGUAGES[0]): string | null {
  return code && (new Intl.DisplayNames(language, { type: 'region', fallback: 'none' }).of(code) ?? null)
}
