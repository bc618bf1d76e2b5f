import { useSyncExternalStore } from 'react'

/** Whether the device says that it has no network. That it has one does not say that anybody can be reached. */
export function useIsOffline(): boolean {
  return useSyncExternalStore(subscribe, () => !navigator.onLine)
}

function subscribe(onChange: () => void): () => void {
  const listening = new AbortController()
  for (const event of ['online', 'offline']) window.addEventListener(event, onChange, { signal: listening.signal })
  return () => listening.abort()
}
