import { createContext, use } from 'react'

/** What we use of the browser's storage. */
export type KeyValueStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** The browser's storage, or one that lasts as long as the page where the browser refuses. */
export function openLocalStorage(): KeyValueStore {
  try {
    const probe = 'bliss.probe'
    localStorage.setItem(probe, probe)
    localStorage.removeItem(probe)
    return localStorage
  } catch {
    const kept = new Map<string, string>()
    return {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    }
  }
}

export const StorageContext = createContext<KeyValueStore | null>(null)

export function useStorage(): KeyValueStore {
  const storage = use(StorageContext)
  if (!storage) throw new Error('There is no storage around this component')
  return storage
}
