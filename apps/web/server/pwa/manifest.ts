import type { ManifestOptions } from 'vite-plugin-pwa'

/** The ground of the light scheme; the page's own `theme-color` follows the scheme, which a manifest cannot. */
export const GROUND = '#f2f5f4'

/** What a telephone is told of the app when it is put on its home screen. */
export const MANIFEST: Partial<ManifestOptions> = {
  id: '/',
  name: 'Better & Bliss',
  short_name: 'Bliss',
  description: 'A quiet place to breathe, rest and sleep.',
  lang: 'en',
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
    { name: 'Timer', url: '/timer' },
    { name: 'Breathe', url: '/meditate' },
    { name: 'Continue', url: '/yours' },
  ],
}
