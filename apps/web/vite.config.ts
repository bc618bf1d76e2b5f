import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { readConfig } from './server/config.ts'
import { withSettings } from './server/page.ts'

/** The development server names the API as the real one does. */
const settings: Plugin = {
  name: 'settings',
  apply: 'serve',
  transformIndexHtml: (html) => withSettings(html, readConfig()),
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), settings],
  // PostCSS warns at every class that is composed of another file's.
  css: { transformer: 'lightningcss' },
  server: { port: 5173, strictPort: true },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    // Our policy lets pictures alone come from `data:` addresses.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // hls.js is one chunk, and only the player fetches it.
    chunkSizeWarningLimit: 700,
  },
})
