/** A value that components follow with `useSyncExternalStore`; another object each time it changes. */
export interface Observable<Value> {
  current(): Value
  set(next: Value): void
  /** @returns what ends it. */
  subscribe(onChange: () => void): () => void
}

export function createObservable<Value>(first: Value): Observable<Value> {
  let current = first
  const subscribers = new Set<() => void>()
  return {
    current: () => current,
    set: (next) => {
      current = next
      for (const onChange of subscribers) onChange()
    },
    subscribe: (onChange) => {
      subscribers.add(onChange)
      return () => subscribers.delete(onChange)
    },
  }
}
