import { isTrackTag } from '@better-and-bliss/stream-token'

/** Where nobody knows which language it is. */
export const UNKNOWN_LANGUAGE = 'und'

/** The BCP 47 tag of a language, script and region included, that is named by BCP 47 or ISO 639 (`ger`, `deu`); `und` for what names none. */
export function languageOf(code: string): string {
  try {
    const { language, script, region } = new Intl.Locale(code)
    const tag = [language, script, region].filter((part) => part !== undefined).join('-')
    return isTrackTag(tag) ? tag : UNKNOWN_LANGUAGE
  } catch {
    return UNKNOWN_LANGUAGE
  }
}

/** How a language calls itself, as it begins a line: `Français`, `Português (Brasil)`. Null for `und`. */
export function nameOfLanguage(tag: string): string | null {
  if (tag === UNKNOWN_LANGUAGE) return null
  const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag
  const [first = ''] = name
  return first.toLocaleUpperCase(tag) + name.slice(first.length)
}
