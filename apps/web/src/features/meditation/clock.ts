/** Time as an argument: tests move it. */
export interface Clock {
  nowMs(): number
  /** Calls `then` once; the result calls it off. */
  after(ms: number, then: () => void): () => void
}

export const pageClock: Clock = {
  nowMs: () => performance.now(),
  after: (ms, then) => {
    const timer = setTimeout(then, ms)
    return () => clearTimeout(timer)
  },
}
