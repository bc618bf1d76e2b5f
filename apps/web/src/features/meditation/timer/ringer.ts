import { BELL_SECONDS, ringBell } from '../bell-sound.ts'
import { type Bell, bellsBetween } from './bells.ts'
import type { TimerSettings } from './settings.ts'

/** Rings the bells of a session. */
export interface Ringer {
  /** Says how far the session is; the preparation is before 0. */
  follow(elapsedMs: number): void
  /** Takes back what has not rung yet, until it is told again how far the session is. */
  hush(): void
  /** Lets go; what sounds rings out. */
  close(): void
}

/** Bells are given to the sound card so far ahead: timers of a page out of sight come once a minute. */
const AHEAD_MS = 90_000
const VOLUMES: Record<Bell['kind'], number> = { start: 0.22, interval: 0.14, end: 0.26 }

/**
 * Within the member's gesture: without one some browsers play no sound.
 *
 * @param lent where it rings, left open; without it, a context of its own
 */
export function openRinger(settings: TimerSettings, lent?: AudioContext): Ringer {
  const context = lent ?? new AudioContext()
  context.resume().catch(() => {})
  let plannedUntilMs: number | null = Number.NEGATIVE_INFINITY
  let planned: (() => void)[] = []
  return {
    follow: (elapsedMs) => {
      const untilMs = elapsedMs + AHEAD_MS
      for (const { kind, atMs } of bellsBetween(settings, plannedUntilMs ?? elapsedMs, untilMs)) {
        const atSeconds = context.currentTime + Math.max(atMs - elapsedMs, 0) / 1000
        planned.push(ringBell(context, { volume: VOLUMES[kind], atSeconds }))
      }
      plannedUntilMs = untilMs
    },
    hush: () => {
      for (const takeBack of planned) takeBack()
      planned = []
      plannedUntilMs = null
    },
    close: () => {
      if (!lent) setTimeout(() => void context.close(), BELL_SECONDS * 1000)
    },
  }
}
