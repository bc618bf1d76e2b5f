import { LRUCache } from 'lru-cache'

/** What was used most recently. */
export interface Recent<Value> {
  /** What is kept under `key`, made if it is not. */
  get(key: string, make: () => Value): Value
  clear(): void
}

/**
 * @param maxWeight the sum of the weights of what is kept; the newest stays even if it weighs more. What weighs nothing counts
 *   as 1: of that, too, strangers could ask for without end.
 * @param onDropped what is to be done with what is no longer kept
 */
export function recent<Value extends object | string>(
  maxWeight: number,
  weigh: (value: Value) => number,
  onDropped?: (value: Value) => void,
): Recent<Value> {
  const entries = new LRUCache<string, Value>({
    maxSize: maxWeight,
    sizeCalculation: (value) => Math.min(Math.max(1, weigh(value)), maxWeight),
    ...(onDropped && { dispose: onDropped }),
  })
  return {
    get: (key, make) => {
      const known = entries.get(key)
      if (known !== undefined) return known
      const value = make()
      entries.set(key, value)
      return value
    },
    clear: () => entries.clear(),
  }
}
