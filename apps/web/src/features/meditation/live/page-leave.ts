import type { KeyValueStore } from '../../../api/local-storage.ts'
import type { Clock } from '../clock.ts'
import { forgetRunning, keepRunning } from '../running-record.ts'
import { isStillOpen } from './still-open.ts'
import type { Stopwatch } from './stopwatch.ts'

interface PageLeaveParts {
  storage: KeyValueStore
  memberId: string
  sessionId: string
  usesMicrophone: boolean
  stopwatch: Stopwatch
  /** What runs: the stopwatch alone, or what holds it. */
  session: Pick<Stopwatch, 'pause' | 'resume'>
  /** Tells the server, which waits a while before it closes the session. */
  leave: (pausedSeconds: number) => void
  /** Tells it that the page is back. */
  resume: () => Promise<unknown>
  clock: Clock
  /** The wall clock: the next page has another of the other kind. */
  unixNowMs: () => number
}

/** A page that goes away in the middle of a session, and may come back. */
export interface PageLeave {
  hide(): void
  /** @returns whether the session goes on; false if it ended meanwhile. */
  show(): Promise<boolean>
}

/** A page that goes pauses, says so, and leaves what its successor needs; one that the browser kept goes on by itself. */
export function createPageLeave(parts: PageLeaveParts): PageLeave {
  const { storage, memberId, sessionId, usesMicrophone, stopwatch, session, clock } = parts
  let wasPaused = false
  return {
    hide: () => {
      wasPaused = stopwatch.isPaused
      session.pause()
      const [elapsedMs, pausedMs] = [stopwatch.elapsedMs(), stopwatch.pausedMs()]
      keepRunning(storage, memberId, { sessionId, usesMicrophone, elapsedMs, pausedMs, leftAtMs: parts.unixNowMs() })
      parts.leave(stopwatch.pausedSeconds())
    },
    show: async () => {
      forgetRunning(storage, memberId)
      const goesOn = await isStillOpen(parts.resume, clock)
      if (goesOn && !wasPaused) session.resume()
      return goesOn
    },
  }
}
