/** Lists of numbers, each under a key. */
export interface Postings<Key> {
  get(key: Key): readonly number[]
  add(key: Key, posting: number): void
  /** Takes those that are 1 in `removed` out of the lists of `keys`. */
  remove(keys: Iterable<Key>, removed: Uint8Array): void
}

export function createPostings<Key>(): Postings<Key> {
  const lists = new Map<Key, number[]>()
  return {
    get: (key) => lists.get(key) ?? [],
    add: (key, posting) => {
      const list = lists.get(key)
      if (list) list.push(posting)
      else lists.set(key, [posting])
    },
    remove: (keys, removed) => {
      for (const key of keys) {
        const left = (lists.get(key) ?? []).filter((posting) => removed[posting] !== 1)
        if (left.length > 0) lists.set(key, left)
        else lists.delete(key)
      }
    },
  }
}
