/** The API counts long lists so far. */
export const COUNTED = 10_000
