import type { StartedSession } from '@better-and-bliss/sdk'

/** Pages out of sight are still woken once a minute; one that is not was asleep with its device. */
const ASLEEP_AFTER_MS = 90_000

/** How long a session was, as the API is told. */
export interface OwnTime {
  elapsed_seconds: number
  paused_seconds: number
}

/** Measures how long a member has breathed with a circle, with a line to it or without. */
export interface OwnStopwatch {
  /** Called every few seconds. */
  look(): void
  /** What was breathed until now; null where the time is not known. */
  time({ started_at }: Pick<StartedSession, 'started_at'>): OwnTime | null
}

/** @param untilMs until when the circle is breathed by now, by the server's clock; null while that is not known */
export function createOwnStopwatch(untilMs: () => number | null): OwnStopwatch {
  let lookedAtMs: number | null = null
  let asleepMs = 0

  function look(): number | null {
    const nowMs = untilMs()
    if (nowMs !== null && lookedAtMs !== null && nowMs - lookedAtMs > ASLEEP_AFTER_MS) asleepMs += nowMs - lookedAtMs
    lookedAtMs = nowMs ?? lookedAtMs
    return nowMs
  }

  return {
    look,
    time: ({ started_at }) => {
      const nowMs = look()
      if (nowMs === null) return null
      const elapsedMs = Math.max(nowMs - Date.parse(started_at), 0)
      return {
        elapsed_seconds: Math.round(elapsedMs / 1000),
        paused_seconds: Math.round(Math.min(asleepMs, elapsedMs) / 1000),
      }
    },
  }
}
