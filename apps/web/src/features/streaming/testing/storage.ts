import type { KeyValueStore } from '../../../api/local-storage.ts'

/** Storage of a browser that keeps nothing. */
export function memoryStorage(): KeyValueStore {
  const kept = new Map<string, string>()
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  }
}
