/** Lists that may be long are counted so far: further costs more than anybody wants to know it. */
export const COUNTED = 10_000

/** And what is sought by words, which has to be looked up row by row: who has so many before them seeks more exactly. */
export const SOUGHT_COUNTED = 1_000
