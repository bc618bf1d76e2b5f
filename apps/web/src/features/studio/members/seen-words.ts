const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** When somebody was here last, as exactly as it is kept: to the hour. */
export function seenWords(at: string, nowMs: number): string {
  const agoMs = nowMs - new Date(at).getTime()
  if (agoMs < 2 * HOUR_MS) return 'just now'
  if (agoMs < DAY_MS) return `${Math.floor(agoMs / HOUR_MS)} hours ago`
  if (agoMs < 2 * DAY_MS) return 'yesterday'
  if (agoMs < 14 * DAY_MS) return `${Math.floor(agoMs / DAY_MS)} days ago`
  return new Date(at).toLocaleDateString('en', { dateStyle: 'medium' })
}
