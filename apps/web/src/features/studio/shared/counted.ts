/** The API counts long lists so far. */
export const COUNTED = 10_000

/** And so far where words are sought. */
export const SOUGHT_COUNTED = 1_000
