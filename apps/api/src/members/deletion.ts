/** How long a member who asked for the deletion of the account may change their mind. */
export const DELETION_DELAY_MS = 7 * 86_400_000

/** @returns when an account is deleted; null for one that nobody asked to delete. */
export function deletionAtMs(requestedAt: Date | null): number | null {
  return requestedAt && requestedAt.getTime() + DELETION_DELAY_MS
}
