/** The ids with `id` before another one, or last (null). @returns null where the other one is not there. */
export function putBefore(ids: readonly string[], id: string, before: string | null): string[] | null {
  if (before === id) return [...ids]
  const others = ids.filter((other) => other !== id)
  const place = before === null ? others.length : others.indexOf(before)
  return place < 0 ? null : others.toSpliced(place, 0, id)
}
