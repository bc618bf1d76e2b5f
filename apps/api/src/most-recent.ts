import { LRUCache } from 'lru-cache'

/** Keeps the entries that were used last, at most so many. `max` of `lru-cache` would take the memory for all of them at once. */
export function mostRecent<Key extends NonNullable<unknown>, Value extends NonNullable<unknown>>(
  most: number,
): LRUCache<Key, Value> {
  return new LRUCache<Key, Value>({ maxSize: most, sizeCalculation: () => 1 })
}
