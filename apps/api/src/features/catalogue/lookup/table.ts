import type { Item } from '../item.ts'

/** Items by id; each has a slot, a small integer that stays the same while the item is there. */
export interface Table {
  find(id: string): Item | undefined
  at(slot: number): Item
  /** @returns the item's slot. */
  put(item: Item): number
  /** Its slot is free from now on. */
  remove(id: string): void
  /** The item and its slot, if there is one. */
  entryOf(id: string): [slot: number, item: Item][]
  ids(): IterableIterator<string>
  size(): number
}

export function createTable(): Table {
  const slots = new Map<string, number>()
  const items: (Item | undefined)[] = []
  const free: number[] = []
  return {
    find: (id) => items[slots.get(id) ?? -1],
    at: (slot) => {
      const item = items[slot]
      if (!item) throw new Error(`There is no item in slot ${slot}`)
      return item
    },
    put: (item) => {
      const slot = slots.get(item.id) ?? free.pop() ?? items.length
      slots.set(item.id, slot)
      items[slot] = item
      return slot
    },
    remove: (id) => {
      const slot = slots.get(id)
      if (slot === undefined) return
      slots.delete(id)
      items[slot] = undefined
      free.push(slot)
    },
    entryOf: (id) => {
      const slot = slots.get(id)
      const item = items[slot ?? -1]
      return slot === undefined || !item ? [] : [[slot, item]]
    },
    ids: () => slots.keys(),
    size: () => slots.size,
  }
}
