import { createContext, use } from 'react'

/** What we use of the browser's storage. */
export type KeyValueStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** The browser's storage, or one that lasts as long as the page where the browser refuses. */
export function openLocalStorage(): KeyValueStore {
  return openStorage(() => localStorage)
}

/** The same for this tab alone. */
export function openSessionStorage(): KeyValueStore {
  return openStorage(() => sessionStorage)
}

/** What a member left in this tab goes when they sign out. */
export function clearSessionStorage(): void {
  try {
    sessionStorage.clear()
  } catch {
    // The browser refuses to keep anything.
  }
}

function openStorage(find: () => Storage): KeyValueStore {
  try {
    const storage = find()
    const probe = 'bliss.probe'
    storage.setItem(probe, probe)
    storage.removeItem(probe)
    return storage
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
