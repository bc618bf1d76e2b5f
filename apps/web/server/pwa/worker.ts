import type { VitePWAOptions } from 'vite-plugin-pwa'
import { NOTIFICATIONS_SCRIPT } from './notifications.ts'

/** What a browser has where these functions run. */
declare const caches: { match: (url: string, options: { ignoreSearch: boolean }) => Promise<Response | undefined> }

/** A network that is there and brings nothing is none. */
const PAGE_WITHIN_SECONDS = 4

/**
 * The service worker. It shows reminders (src/notifications), and keeps what was built, and nothing else: no answer of the API, no media, nothing of a member. A page
 * comes from the server, whose settings stand in it, and from what is kept where the server is out of reach.
 */
export const WORKER: VitePWAOptions['workbox'] = {
  globPatterns: ['**/*.{html,js,css,svg,woff2}'],
  // Names in `assets/` contain a hash of what is in them.
  dontCacheBustURLsMatching: /^assets\//,
  cleanupOutdatedCaches: true,
  // From its first visit on a page has its files from here, and a newer worker waits for it.
  clientsClaim: true,
  inlineWorkboxRuntime: true,
  // A browser looks whether it is a newer one as it does with the worker.
  importScripts: [`/${NOTIFICATIONS_SCRIPT}`],
  sourcemap: false,
  navigateFallback: null,
  // Each address is a page: the server's, not a folder's.
  directoryIndex: null,
  runtimeCaching: [
    {
      // Written into the worker as it stands: it may name nothing of this file. What other sites frame is no `document`.
      urlPattern: ({ request, sameOrigin }) => sameOrigin && request.destination === 'document',
      handler: 'NetworkFirst',
      options: {
        cacheName: 'pages',
        networkTimeoutSeconds: PAGE_WITHIN_SECONDS,
        plugins: [
          {
            // The page that was built with the kept files is the one that fits them.
            cacheWillUpdate: async () => null,
            // A proxy that answers for a server out of reach sends no page. An expression: Workbox takes its lines' ends away.
            fetchDidSucceed: ({ response }) =>
              response.status >= 500 ? Promise.reject(new Error('The server is away')) : Promise.resolve(response),
            cachedResponseWillBeUsed: () => caches.match('/index.html', { ignoreSearch: true }),
          },
        ],
      },
    },
  ],
}
