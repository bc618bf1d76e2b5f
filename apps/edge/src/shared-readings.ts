import { type ObjectStore, type ObjectVersion, StoreUnavailable } from '@better-and-bliss/object-store'
import { LRUCache } from 'lru-cache'
import { type Reading, readObject } from './reading.ts'
import { type Share, sharedWork } from './shared-work.ts'

/** An object as it is now. Its reading is null where the object is too large to keep, or there is no room for it now. */
export type SharedObject = ObjectVersion & { reading: Reading | null }

export interface SharedReadingsOptions {
  store: ObjectStore
  /** Bytes of objects kept; the least recently used go first. */
  limitBytes: number
  maxObjectBytes: number
  /** Bytes of objects on their way. */
  limitReadingBytes: number
  /** How long an object is given out without a question to the store. */
  maxAgeMs: number
  monotonicMs: () => number
}

/**
 * Reads objects of a store on the network: one request for all who ask for an object meanwhile, who get its bytes as they
 * come; what nobody waits for any more is read no further. It is kept afterwards, and given out while the store is away.
 *
 * @returns null where there is no such object.
 */
export function sharedReadings(options: SharedReadingsOptions): (key: string) => Share<SharedObject | null> {
  const { store, limitBytes, maxObjectBytes, limitReadingBytes, maxAgeMs, monotonicMs } = options
  // An object of no bytes takes a place, too.
  const kept = new LRUCache<string, { reading: Reading; checkedAtMs: number }>({
    maxSize: limitBytes,
    sizeCalculation: ({ reading }) => reading.size + 1,
  })
  let readingBytes = 0

  async function look(key: string, signal: AbortSignal): Promise<SharedObject | null> {
    const known = kept.get(key)
    const checkedAtMs = monotonicMs()
    const current = known
      ? await store.openIfChanged(key, known.reading.etag, { signal })
      : await store.open(key, { signal })
    if (known && current === 'unchanged') {
      known.checkedAtMs = checkedAtMs
      return shared(known.reading)
    }
    kept.delete(key)
    if (current === null || current === 'unchanged') return null
    const { size, etag, modifiedAtMs } = current
    if (size > maxObjectBytes || readingBytes + size > limitReadingBytes) {
      await current[Symbol.asyncDispose]()
      return { size, etag, modifiedAtMs, reading: null }
    }
    readingBytes += size
    const reading = readObject(current, signal)
    void reading.ended.then(() => {
      readingBytes -= size
      if (reading.whole()) kept.set(key, { reading, checkedAtMs })
    })
    return shared(reading)
  }

  async function lookOrRemember(key: string, signal: AbortSignal): Promise<SharedObject | null> {
    try {
      return await look(key, signal)
    } catch (error) {
      const known = kept.get(key)
      if (!known || !(error instanceof StoreUnavailable)) throw error
      known.checkedAtMs = monotonicMs()
      return shared(known.reading)
    }
  }

  const lookTogether = sharedWork(lookOrRemember, (object) => object?.reading?.ended)
  return (key) => {
    const hot = kept.get(key)
    const isFresh = hot && monotonicMs() - hot.checkedAtMs < maxAgeMs
    return isFresh ? { result: Promise.resolve(shared(hot.reading)), leave: () => {} } : lookTogether(key)
  }
}

function shared(reading: Reading): SharedObject {
  const { size, etag, modifiedAtMs } = reading
  return { size, etag, modifiedAtMs, reading }
}
