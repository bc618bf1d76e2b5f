import { LANGUAGE_FACTS, LANGUAGES, type Language } from '@better-and-bliss/membership'
import type { Plugin } from 'vite'
import type { ManifestOptions } from 'vite-plugin-pwa'
import { manifestName } from '../../src/language/manifest-name.ts'

/** The ground of the light scheme; the page's own `theme-color` follows the scheme, which a manifest cannot. */
export const GROUND = '#f2f5f4'

interface Words {
  description: string
  timer: string
  breathe: string
  goOn: string
}

const WORDS: Record<Language, Words> = {
  en: {
    description: 'A quiet place to breathe, rest and sleep.',
    timer: 'Timer',
    breathe: 'Breathe',
    goOn: 'Continue',
  },
  de: {
    description: 'Ein stiller Ort zum Atmen, Ausruhen und Schlafen.',
    timer: 'Timer',
    breathe: 'Atmen',
    goOn: 'Weiter',
  },
}

/** What a telephone is told of the app when it is put on its home screen. */
export const MANIFEST = manifestIn('en')

/** No browser chooses among languages in one manifest: each further language has its own, which its pages name. */
export const furtherManifests: Plugin = {
  name: 'further-manifests',
  apply: 'build',
  generateBundle() {
    for (const language of LANGUAGES.filter((one) => one !== 'en'))
      this.emitFile({
        type: 'asset',
        fileName: manifestName(language),
        source: JSON.stringify(manifestIn(language)),
      })
  },
}

function manifestIn(language: Language): Partial<ManifestOptions> {
  const { description, timer, breathe, goOn } = WORDS[language]
  return {
    id: '/',
    name: 'Better & Bliss',
    short_name: 'Bliss',
    description,
    lang: language,
    dir: LANGUAGE_FACTS[language].dir,
    start_url: '/',
    scope: '/',
    display: 'standalone',
    theme_color: GROUND,
    background_color: GROUND,
    categories: ['health', 'lifestyle'],
    icons: [
      { src: '/icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
      { src: '/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
      { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
    shortcuts: [
      { name: timer, url: '/timer' },
      { name: breathe, url: '/meditate' },
      { name: goOn, url: '/yours' },
    ],
  }
}
