/** Lists that may be long are counted so far: further costs more than anybody wants to know it. */
export const COUNTED = 10_000
