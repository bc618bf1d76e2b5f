/** Of fewer people nothing is told on its own. */
export const LEAST_PEOPLE = 5

export interface Cell {
  value: string
  views: number
  /** Of how many different people it surely is. */
  people: number
}

const OTHER = 'other'

/**
 * Cells of at least so many people, the greatest first, the rest in one. Where that would be of too few, too, the smallest of
 * the others joins it: what is left out cannot be told from the sum.
 */
export function mergeSmall(cells: readonly Cell[]): { value: string; views: number }[] {
  const isTold = ({ value, people }: Cell) => people >= LEAST_PEOPLE && value !== OTHER
  const told = cells.filter(isTold).toSorted((one, other) => other.views - one.views)
  const merged = cells.filter((cell) => !isTold(cell))
  const isTooSmall = () => merged.length > 0 && Math.max(...merged.map(({ people }) => people)) < LEAST_PEOPLE
  while (isTooSmall() && told.length > 0) merged.push(...told.splice(-1))
  const views = merged.reduce((sum, cell) => sum + cell.views, 0)
  return [...told.map(({ value, views }) => ({ value, views })), ...(views > 0 ? [{ value: OTHER, views }] : [])]
}
