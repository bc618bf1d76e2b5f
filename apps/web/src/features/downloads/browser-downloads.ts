import { openLocalStorage } from '../../api/local-storage.ts'
import { downloadsApi } from './api.ts'
import { type BrowserDownloads, createDownloads } from './downloads.ts'
import { fetchAudio } from './fetch-audio.ts'
import { browserStore } from './kept/store.ts'
import { keepUp } from './upkeep.ts'

/** Whether this browser can keep anything encrypted: only pages with TLS have ciphers and locks. */
export const keepsDownloads = isSecureContext && 'indexedDB' in globalThis && 'locks' in navigator

const LOCK = 'bliss.downloads'
const store = browserStore()
const tabs = keepsDownloads ? new BroadcastChannel(LOCK) : null

/** One for all pages of this tab. */
export const browserDownloads: BrowserDownloads = createDownloads({
  store,
  api: downloadsApi,
  storage: openLocalStorage(),
  exclusively: (act) => navigator.locks.request(LOCK, act),
  fetchAudio: (download, { signal, onChange }) =>
    // Another tab may be at it: it goes on there, or here once that has ended.
    navigator.locks.request(`${LOCK}.${download.id}`, { signal }, () =>
      fetchAudio(download, {
        ...{ store, api: downloadsApi, nowMs: Date.now, onChange, signal },
        pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
        fetch: (url, options) => fetch(url, options),
      }),
    ),
  fetchPicture,
  nowMs: Date.now,
  tellTabs: () => tabs?.postMessage(null),
})

tabs?.addEventListener('message', () => void browserDownloads.load().catch(() => {}))

/** Reads an encrypted part of a download. */
export const readChunk = store.chunk

window.addEventListener('online', () => {
  const { troubles } = browserDownloads.current()
  for (const [id, { isPassing }] of Object.entries(troubles)) if (isPassing) browserDownloads.resume(id)
})

/** Holds what this browser keeps against what the API says. */
export async function keepDownloadsUp(memberId: string | null): Promise<void> {
  if (!keepsDownloads) return
  const parts = { downloads: browserDownloads, api: downloadsApi, clockMs: Date.now }
  await navigator.locks.request(LOCK, () => keepUp(memberId, parts))
}

async function fetchPicture(url: string | null): Promise<string | null> {
  if (url === null) return null
  try {
    const response = await fetch(url)
    return response.ok ? await asDataAddress(await response.blob()) : null
  } catch {
    return null
  }
}

function asDataAddress(blob: Blob): Promise<string | null> {
  return new Promise((resolve) => {
    const reader = new FileReader()
    reader.onload = () => resolve(typeof reader.result === 'string' ? reader.result : null)
    reader.onerror = () => resolve(null)
    reader.readAsDataURL(blob)
  })
}
