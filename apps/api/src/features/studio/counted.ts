import { z } from 'zod'

/** Lists that may be long are counted so far: further costs more than anybody wants to know it. */
export const COUNTED = 10_000

/** And what was narrowed, so far beyond the beginning of a page: it may have to be looked up row by row. */
const NARROWED_COUNTED = 200

/** How far a list is counted whose page begins there. */
export function mostCounted({ offset, isNarrowed }: { offset: number; isNarrowed: boolean }): number {
  return isNarrowed ? Math.min(offset + NARROWED_COUNTED, COUNTED) : COUNTED
}

/** How much there is on all pages. */
export interface Counted {
  total: number
  has_uncounted: boolean
}

/** @param found of one more than are counted at the most. */
export function countedOf(found: number, most: number): Counted {
  return { total: Math.min(found, most), has_uncounted: found > most }
}

/** @param what `Members`, say. */
export function countedFields(what: string) {
  return {
    total: z
      .int()
      .describe(
        `${what} on all pages, counted up to ${COUNTED}, or ${NARROWED_COUNTED} beyond \`offset\` of those sought`,
      ),
    has_uncounted: z.boolean().meta({ description: 'Whether there are more, which were not counted', example: false }),
  }
}
