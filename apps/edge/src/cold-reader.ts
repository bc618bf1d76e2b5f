import type { ObjectStore } from '@better-and-bliss/object-store'
import type { BufferPool } from './buffer-pool.ts'
import { type CachedObject, validatorsOf } from './object-cache.ts'

/** An object in memory that is used again for another one as soon as everybody who has this one released it. */
export type LentObject = CachedObject<Buffer> & { release: () => void }

export type ColdReaderParts = { store: ObjectStore; pool: BufferPool; maxObjectBytes: number }

/**
 * Reads objects that are not worth keeping. Concurrent calls share one reading.
 *
 * @returns null for what is absent, too large, or has no room in the pool now.
 */
export function createColdReader(parts: ColdReaderParts): (key: string) => Promise<LentObject | null> {
  const readings = new Map<string, Reading>()

  function begin(key: string): Reading {
    const reading = { readers: 0, object: readInto(parts, key).finally(() => readings.delete(key)) }
    readings.set(key, reading)
    return reading
  }

  return async (key) => {
    const reading = readings.get(key) ?? begin(key)
    reading.readers += 1
    const object = await reading.object
    if (object === null) return null
    const { buffer, ...lent } = object
    const release = () => {
      reading.readers -= 1
      if (reading.readers === 0) parts.pool.giveBack(buffer)
    }
    return { ...lent, release }
  }
}

type Reading = { readers: number; object: Promise<(CachedObject<Buffer> & { buffer: Buffer }) | null> }

async function readInto({ store, pool, maxObjectBytes }: ColdReaderParts, key: string) {
  await using object = await store.open(key)
  if (object === null || object.size > maxObjectBytes) return null
  const buffer = pool.take(object.size)
  if (buffer === null) return null
  try {
    const { length } = await object.bytes(buffer)
    return { value: buffer.subarray(0, length), buffer, ...validatorsOf(object) }
  } catch (error) {
    pool.giveBack(buffer)
    throw error
  }
}
