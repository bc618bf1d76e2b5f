/** What stands behind `id` once it has the place of `over`; null: nothing. */
export function movedTo(ids: readonly string[], id: string, over: string): string | null {
  const target = ids.indexOf(over)
  const others = ids.filter((other) => other !== id)
  return others[target] ?? null
}

/** The rows in the order that this makes. */
export function placed<Row extends { id: string }>(rows: readonly Row[], id: string, before: string | null): Row[] {
  const moved = rows.filter((row) => row.id === id)
  const others = rows.filter((row) => row.id !== id)
  const place = before === null ? others.length : others.findIndex((row) => row.id === before)
  return others.toSpliced(place < 0 ? others.length : place, 0, ...moved)
}
