import type { RetentionPoint } from '@better-and-bliss/sdk'

export interface Stay {
  second: number
  /** Of the views that began, 0 to 1. */
  share: number
}

/** How many of the views were still there: of the part that most of them saw, which is all whose positions are known. */
export function staysOf(points: readonly RetentionPoint[]): Stay[] {
  const whole = Math.max(0, ...points.map(({ views }) => views))
  return whole === 0 ? [] : points.map(({ second, views }) => ({ second, share: views / whole }))
}

/** From where on less than half is there; undefined where half stays to the end. */
export function halfLeftAt(stays: readonly Stay[]): number | undefined {
  const last = stays.findLastIndex(({ share }) => share >= 0.5)
  return stays[last + 1]?.second
}

/** So many of them, evenly, with the first and the last: a table that people read. */
export function someOf<Item>(items: readonly Item[], count: number): Item[] {
  if (items.length <= count) return [...items]
  return Array.from(
    { length: count },
    (_, index) => items[Math.round((index * (items.length - 1)) / (count - 1))] as Item,
  )
}
