/**
 * Which of `languages` (`en`, `pt-BR`) fits `wanted` best: itself, else one of the same language elsewhere.
 *
 * @returns null where none does.
 */
export function languageIn(languages: readonly string[], wanted: string | null): string | null {
  if (wanted === null) return null
  const base = baseOf(wanted)
  return languages.find((one) => one === wanted) ?? languages.find((one) => baseOf(one) === base) ?? null
}

/** The first of `wishes` that one of `languages` fits, else the first of them. */
export function likeliestLanguage(languages: readonly string[], wishes: readonly (string | null)[]): string | null {
  for (const wish of wishes) {
    const fitting = languageIn(languages, wish)
    if (fitting) return fitting
  }
  return languages[0] ?? null
}

function baseOf(language: string): string {
  return language.toLowerCase().replace(/-.*$/, '')
}
