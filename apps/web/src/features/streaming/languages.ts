/** A sound or captions of an item, as it may be chosen and wished for in other items. */
export interface Track {
  /** Its language where it is the first in it, `en`; else with its label, `en English (commentary)`. */
  id: string
  label: string
}

/** The tag of a language that nobody knows (ISO 639-2). */
const UNKNOWN = 'und'

/** Gives each track an id of its own: there may be several in one language. */
export function tracksOf(named: readonly { language: string; label: string }[]): Track[] {
  const taken = new Set<string>()
  return named.map(({ language, label }) => {
    const plain = language && language !== UNKNOWN ? language : label
    const id = taken.has(plain) ? `${plain} ${label}` : plain
    taken.add(id)
    return { id, label: label || language }
  })
}

/**
 * Which of `languages` (`en`, `pt-BR`, or ids of tracks) fits `wanted` best: itself, else one of the same language elsewhere.
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
  return language.toLowerCase().replace(/[- ].*$/, '')
}
