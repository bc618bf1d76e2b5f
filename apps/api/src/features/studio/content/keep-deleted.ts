/** So long a deleted item can be taken back, and what was replaced or removed of one. */
export const KEEP_DELETED_MS = 7 * 86_400_000
