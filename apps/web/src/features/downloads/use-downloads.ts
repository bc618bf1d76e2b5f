import { useEffect, useSyncExternalStore } from 'react'
import { browserDownloads } from './browser-downloads.ts'
import type { DownloadsView } from './downloads-view.ts'

/** What this browser keeps, as it changes. */
export function useDownloads(): DownloadsView {
  const { subscribe, current, load } = browserDownloads
  useEffect(() => {
    // A browser that refuses shows it in the view.
    if (current().downloads === null) load().catch(() => {})
  }, [])
  return useSyncExternalStore(subscribe, current)
}
