import type { Language } from '@better-and-bliss/membership'

/** What a page says before, or without, its scripts. English stands in index.html. */
export const HEAD_WORDS: Record<Language, { description: string; needsScript: string }> = {
  en: {
    description: 'A quiet place to breathe, rest and sleep: guided video and sound from your studio.',
    needsScript: 'Better &amp; Bliss needs JavaScript to play its videos and sounds.',
  },
  de: {
    description: 'Ein stiller Ort zum Atmen, Ausruhen und Schlafen: angeleitete Filme und Klänge aus deinem Studio.',
    needsScript: 'Better &amp; Bliss braucht JavaScript, um Filme und Klänge abzuspielen.',
  },
}
