import type { DownloadRow } from './queries.ts'

/**
 * Of what a member's devices keep, the latest first, what the plan has room for: those that were begun first. A lease that
 * has run out takes no place.
 */
export function withinLimit(rows: readonly DownloadRow[], { limit, nowMs }: { limit: number; nowMs: number }) {
  const running = rows.filter(({ expires_at }) => expires_at.getTime() > nowMs)
  return new Set(running.slice(Math.max(0, running.length - limit)).map(({ id }) => id))
}
