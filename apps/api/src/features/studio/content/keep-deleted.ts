/** So long a deleted item can be taken back. */
export const KEEP_DELETED_MS = 7 * 86_400_000
