/** The languages that pages and mails speak; the first where neither a member nor a browser says which. */
export const LANGUAGES = ['en', 'de'] as const
export type Language = (typeof LANGUAGES)[number]

/** What each language calls itself, and the way it is written. */
export const LANGUAGE_FACTS: Record<Language, { name: string; dir: 'ltr' | 'rtl' }> = {
  en: { name: 'English', dir: 'ltr' },
  de: { name: 'Deutsch', dir: 'ltr' },
}

/** The first of these tags that is one of the languages (`de-CH` is `de`); undefined where none is. */
export function firstLanguage(tags: readonly string[]): Language | undefined {
  for (const tag of tags) {
    const [primary] = tag.toLowerCase().split('-')
    const found = LANGUAGES.find((language) => language === primary)
    if (found) return found
  }
  return undefined
}
