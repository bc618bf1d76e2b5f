/** What was long ago counts little: after so long, a third. */
const MEMORY_MS = 6_000
/** Nobody can tell a rate from less. */
const LEAST_MS = 750

export type RateMeter = ReturnType<typeof rateMeter>

/** Tells how fast bytes go: a mean that forgets, so that it is true and does not flicker. */
export function rateMeter(nowMs: () => number) {
  let last: { atMs: number; bytes: number } | null = null
  let [bytes, ms] = [0, 0]

  return {
    /** @param sent how many bytes have gone in all. */
    add(sent: number): void {
      const atMs = nowMs()
      if (last && atMs > last.atMs) {
        const elapsedMs = atMs - last.atMs
        const kept = Math.exp(-elapsedMs / MEMORY_MS)
        bytes = bytes * kept + Math.max(0, sent - last.bytes)
        ms = ms * kept + elapsedMs
      }
      if (!last || atMs > last.atMs) last = { atMs, bytes: sent }
    },
    /** Nothing goes for a while, which says nothing of the line. */
    rest(): void {
      last = null
    },
    /** Null until it can be told. */
    bytesPerSecond: (): number | null => (ms < LEAST_MS ? null : (bytes / ms) * 1000),
  }
}
