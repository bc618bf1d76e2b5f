import { vi } from 'vitest'

/** How often to look, and for how long at the most, for what a notification of the database will bring about. */
export const EVENTUALLY = { interval: 2, timeout: 12_000 }

/** Waits until something holds. @throws Error when it does not within 12 s. */
export function until(holds: () => unknown): Promise<unknown> {
  return vi.waitUntil(holds, EVENTUALLY)
}
