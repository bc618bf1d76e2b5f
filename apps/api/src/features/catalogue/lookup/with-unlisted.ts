import type { Item } from '../item.ts'
import type { Lookup } from './lookup.ts'

/** The same lookup, which finds unlisted items by their ids as well, and only by them. */
export function withUnlisted(listed: Lookup): Lookup {
  const unlisted = new Map<string, Item>()
  return {
    ...listed,
    find: (id) => listed.find(id) ?? unlisted.get(id),
    ids: function* () {
      yield* listed.ids()
      yield* unlisted.keys()
    },
    change: ({ put, remove, spoken }) => {
      const hidden = put.filter(({ isListed }) => !isListed)
      for (const id of [...remove, ...put.map(({ id }) => id)]) unlisted.delete(id)
      for (const item of hidden) unlisted.set(item.id, item)
      listed.change({
        put: put.filter(({ isListed }) => isListed),
        remove: [...remove, ...hidden.map(({ id }) => id)],
        spoken,
      })
    },
  }
}
