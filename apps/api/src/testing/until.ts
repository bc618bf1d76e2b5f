import { vi } from 'vitest'

/** Waits for what a notification of the database will bring about. @throws Error when it does not come within 2 s. */
export function until(holds: () => unknown): Promise<unknown> {
  return vi.waitUntil(holds, { interval: 2, timeout: 2_000 })
}
