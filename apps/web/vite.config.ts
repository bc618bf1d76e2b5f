import { join } from 'node:path'
import { machineOf } from '@better-and-bliss/process'
import { readWebSettings } from '@better-and-bliss/settings'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { compiledMessages } from './server/messages/compile-messages.ts'
import { withSettings } from './server/page.ts'
import { icons } from './server/pwa/icons.ts'
import { furtherManifests, MANIFEST } from './server/pwa/manifest.ts'
import { notifications } from './server/pwa/notifications.ts'
import { offlineFiles } from './server/pwa/offline-files.ts'
import { WORKER } from './server/pwa/worker.ts'

/** The development server names the API as the real one does. */
const settings: Plugin = {
  name: 'settings',
  apply: 'serve',
  transformIndexHtml: async (html) => withSettings(html, readWebSettings(await machineOf())),
}

/** The faces that every page needs, fetched beside the scripts rather than after them. */
const PRELOADED = /source-(sans-3-latin-wght-normal|serif-4-latin-(500-normal|400-italic))-.*\.woff2$/

/** A face that comes late waits for the next page, so that no text jumps under the eyes of those who read it. */
const fontDisplay: Plugin = {
  name: 'font-display',
  enforce: 'pre',
  transform: (code, id) =>
    /@fontsource.*\.css/.test(id) ? code.replaceAll('font-display: swap', 'font-display: optional') : null,
}

const fontPreloads: Plugin = {
  name: 'font-preloads',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle = {} }) =>
      Object.keys(bundle)
        .filter((file) => PRELOADED.test(file))
        .map((file) => ({
          tag: 'link',
          attrs: { rel: 'preload', href: `/${file}`, as: 'font', type: 'font/woff2', crossorigin: true },
          injectTo: 'head' as const,
        })),
  },
}

const offline = offlineFiles()

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    compiledMessages,
    react(),
    settings,
    fontDisplay,
    fontPreloads,
    furtherManifests,
    icons(join(import.meta.dirname, 'public/ring.svg')),
    notifications(join(import.meta.dirname, 'src/notifications/worker.ts')),
    offline.plugin,
    VitePWA({
      manifest: MANIFEST,
      // The page registers the worker itself, and says when there is a newer one.
      registerType: 'prompt',
      injectRegister: null,
      includeManifestIcons: false,
      workbox: {
        ...WORKER,
        manifestTransforms: [(entries) => ({ manifest: entries.filter(({ url }) => offline.includes(url)) })],
      },
    }),
  ],
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
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What every page needs is two files, one of which few new versions change: as a file for each set of pages that share a module it
          // would be a hundred, each compressed by itself.
          groups: [
            { name: 'libraries', test: /node_modules/, tags: ['$initial'], priority: 2 },
            { name: 'app', tags: ['$initial'], priority: 1 },
            // The form at the foot of each page, with what forms share.
            { name: 'subscribe-form', test: /features\/newsletter\/subscribe-form\.tsx$/ },
          ],
        },
      },
    },
  },
})
