/** A map that keeps what was used most recently. */
export interface Recent<Value> {
  /** What is kept under `key`, made if it is not. */
  get(key: string, make: () => Value): Value
  clear(): void
}

/** @param maxWeight the sum of the weights of what is kept; the newest stays even if it weighs more */
export function recent<Value>(maxWeight: number, weigh: (value: Value) => number): Recent<Value> {
  const entries = new Map<string, Value>()
  let weight = 0

  function drop(key: string, value: Value): void {
    entries.delete(key)
    weight -= weigh(value)
  }

  return {
    get: (key, make) => {
      const known = entries.get(key)
      if (known !== undefined) drop(key, known)
      const value = known ?? make()
      entries.set(key, value)
      weight += weigh(value)
      for (const [oldest, dropped] of entries) {
        if (weight <= maxWeight || oldest === key) break
        drop(oldest, dropped)
      }
      return value
    },
    clear: () => {
      entries.clear()
      weight = 0
    },
  }
}
