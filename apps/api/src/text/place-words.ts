const COUNTRIES = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })

/** The name of a country. @param code ISO 3166, two capital letters. @returns null for none that is known. */
export function placeWords(code: string | null): string | null {
  return code && (COUNTRIES.of(code) ?? null)
}
