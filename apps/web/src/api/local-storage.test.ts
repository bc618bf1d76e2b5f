import { afterEach, expect, test, vi } from 'vitest'
import { openLocalStorage } from './local-storage.ts'

afterEach(() => void vi.unstubAllGlobals())

test('where the browser refuses to store, what is kept lasts as long as the page', () => {
  vi.stubGlobal('localStorage', {
    setItem: () => {
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
    },
  })
  const storage = openLocalStorage()
  storage.setItem('place', '12')
  expect(storage.getItem('place')).toBe('12')
  storage.removeItem('place')
  expect(storage.getItem('place')).toBeNull()
})

test('where it stores, that is the storage, and the probe is gone', () => {
  const kept = new Map<string, string>()
  const browsers = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
  vi.stubGlobal('localStorage', browsers)
  expect(openLocalStorage()).toBe(browsers)
  expect(kept.size).toBe(0)
})
