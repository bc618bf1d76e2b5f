import { AppError } from '../../../errors.ts'
import type { Clock } from '../../../ports/clock.ts'

/** Runs costly work a few at a time and takes turns between those who ask, so that nobody waits for one client's many. */
export interface FairQueue {
  /**
   * @param client who asks; each has a line of their own.
   * @throws AppError `unavailable` with Retry-After for work that would wait too long.
   */
  run<Result>(client: string, work: () => Promise<Result>): Promise<Result>
}

interface Settings {
  atOnce: number
  /** More wait at no time; the last of the longest line is refused for somebody new. */
  maxWaiting: number
  maxWaitMs: number
  clock: Clock
}

interface Waiting {
  sinceMs: number
  start: () => void
  refuse: (error: AppError) => void
}

const RETRY_AFTER_SECONDS = 5

export function fairQueue({ atOnce, maxWaiting, maxWaitMs, clock }: Settings): FairQueue {
  /** In the order of their turns. */
  const lines = new Map<string, Waiting[]>()
  let waiting = 0
  let running = 0

  function turn(client: string): Promise<void> {
    if (running < atOnce) {
      running += 1
      return Promise.resolve()
    }
    return new Promise((start, refuse) => {
      const line = lines.get(client) ?? []
      if (waiting >= maxWaiting && !refuseLastOfLongest(line.length + 1)) return refuse(tooBusy())
      lines.set(client, line)
      line.push({ sinceMs: clock.nowMs(), start, refuse })
      waiting += 1
    })
  }

  /** @returns false when no line is longer than `length`. */
  function refuseLastOfLongest(length: number): boolean {
    const longest = [...lines.values()].reduce((long, line) => (line.length > long.length ? line : long), [])
    if (longest.length <= length) return false
    longest.pop()?.refuse(tooBusy())
    waiting -= 1
    return true
  }

  /** The first of the line whose turn it is starts, and the line goes to the end. */
  function next(): void {
    refuseLate()
    const [entry] = lines
    if (!entry) {
      running -= 1
      return
    }
    const [client, line] = entry
    lines.delete(client)
    const first = line.shift()
    if (line.length > 0) lines.set(client, line)
    waiting -= 1
    first?.start()
  }

  function refuseLate(): void {
    const latestMs = clock.nowMs() - maxWaitMs
    for (const [client, line] of lines) {
      while (line[0] && line[0].sinceMs < latestMs) {
        line.shift()?.refuse(tooBusy())
        waiting -= 1
      }
      if (line.length === 0) lines.delete(client)
    }
  }

  return {
    run: async (client, work) => {
      await turn(client)
      try {
        return await work()
      } finally {
        next()
      }
    },
  }
}

function tooBusy(): AppError {
  return new AppError('unavailable', `Many people sign in just now. Try again in ${RETRY_AFTER_SECONDS} seconds.`, {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  })
}
