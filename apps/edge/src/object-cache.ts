import { type ObjectStore, type ObjectVersion, StoreUnavailable } from '@better-and-bliss/object-store'
import { LRUCache } from 'lru-cache'
import { lastModified } from './conditions.ts'

/** An object in memory, with its validators. */
export type CachedObject<T> = { readonly value: T; readonly etag: string; readonly lastModified: string }

export type ObjectCache<T> = {
  /** The object if it is in memory and was compared with the store recently enough. */
  peek: (key: string) => CachedObject<T> | undefined
  /** Whether the object, as it is or was, is in memory. */
  has: (key: string) => boolean
  /**
   * The object as it is now, or was when the store answered last; null if there is none or it is too large to keep.
   * Concurrent calls share one reading.
   */
  load: (key: string) => Promise<CachedObject<T> | null>
}

export type ObjectCacheOptions<T> = {
  store: ObjectStore
  /** Bytes of objects kept; the least recently used go first. */
  limitBytes: number
  maxObjectBytes: number
  parse: (bytes: Buffer) => T
  /** How long a value is served without a look at the store. */
  maxAgeMs: (value: T) => number
  monotonicMs: () => number
}

type Entry<T> = CachedObject<T> & { readonly bytes: number; checkedAtMs: number }

export function createObjectCache<T>(options: ObjectCacheOptions<T>): ObjectCache<T> {
  const { store, limitBytes, maxObjectBytes, parse, maxAgeMs, monotonicMs } = options
  // An object of no bytes takes a place, too.
  const entries = new LRUCache<string, Entry<T>>({ maxSize: limitBytes, sizeCalculation: ({ bytes }) => bytes + 1 })
  const loading = new Map<string, Promise<Entry<T> | null>>()

  async function refresh(key: string): Promise<Entry<T> | null> {
    const known = entries.get(key)
    const checkedAtMs = monotonicMs()
    const current = known === undefined ? await store.open(key) : await store.openIfChanged(key, known.etag)
    if (known !== undefined && current === 'unchanged') {
      known.checkedAtMs = checkedAtMs
      entries.set(key, known)
      return known
    }
    entries.delete(key)
    if (current === null || current === 'unchanged') return null
    await using object = current
    if (object.size > maxObjectBytes) return null
    const { buffer, byteOffset, byteLength } = await object.bytes()
    const bytes = Buffer.from(buffer, byteOffset, byteLength)
    const read = { value: parse(bytes), bytes: bytes.length, checkedAtMs, ...validatorsOf(object) }
    entries.set(key, read)
    return read
  }

  async function loadOnce(key: string): Promise<Entry<T> | null> {
    try {
      return await refresh(key)
    } catch (error) {
      const known = entries.get(key)
      if (known && error instanceof StoreUnavailable) return Object.assign(known, { checkedAtMs: monotonicMs() })
      entries.delete(key)
      throw error
    } finally {
      loading.delete(key)
    }
  }

  return {
    peek(key) {
      const entry = entries.get(key)
      if (entry === undefined || monotonicMs() - entry.checkedAtMs >= maxAgeMs(entry.value)) return undefined
      return entry
    },
    has: (key) => entries.has(key),
    load(key) {
      const pending = loading.get(key) ?? loadOnce(key)
      loading.set(key, pending)
      return pending
    },
  }
}

export function validatorsOf(version: ObjectVersion): { etag: string; lastModified: string } {
  return { etag: version.etag, lastModified: lastModified(version) }
}
