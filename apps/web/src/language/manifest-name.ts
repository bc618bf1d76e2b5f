import type { Language } from '@better-and-bliss/membership'

/** The file that tells a telephone of the app, in a language. */
export function manifestName(language: Language): string {
  return language === 'en' ? 'manifest.webmanifest' : `manifest-${language}.webmanifest`
}
