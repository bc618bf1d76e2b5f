import type { CircleServerMessage } from './circle.ts'

type Time = Extract<CircleServerMessage, { type: 'time' }>

/** How long an answer is good: clocks of devices drift by some milliseconds in a minute. */
const GOOD_FOR_MS = 120_000
/** Of two answers that contradict each other by more, the device's clock stood still in between: it was asleep. */
const DRIFT_MS = 50

interface Sample {
  atMs: number
  offsetMs: number
  delayMs: number
}

/** The server's time on a device whose own clock may say anything, as NTP finds it. */
export interface CircleClock {
  /** Takes an answer to `time`, the moment it came. */
  answered(time: Pick<Time, 'client_ms' | 'server_ms'>): void
  /** The server's time now; null before the first answer. */
  nowMs(): number | null
  /** By how much it is wrong at the most; null before the first answer. */
  errorMs(): number | null
}

/** @param ownMs a clock that never goes back, and whose readings `client_ms` is made of */
export function createCircleClock(ownMs: () => number): CircleClock {
  let samples: Sample[] = []

  function agree(older: Sample, newer: Sample): boolean {
    return Math.abs(older.offsetMs - newer.offsetMs) <= (older.delayMs + newer.delayMs) / 2 + DRIFT_MS
  }

  /** Where in its delay an answer was written is unknown: the one with the least delay is the least wrong. */
  function best() {
    return samples.reduce<Sample | null>(
      (least, sample) => (least === null || sample.delayMs <= least.delayMs ? sample : least),
      null,
    )
  }

  return {
    answered: ({ client_ms, server_ms }) => {
      const atMs = ownMs()
      const delayMs = atMs - client_ms
      if (delayMs < 0) return
      const sample = { atMs, delayMs, offsetMs: server_ms - (client_ms + atMs) / 2 }
      samples = [...samples.filter((older) => atMs - older.atMs < GOOD_FOR_MS && agree(older, sample)), sample]
    },
    nowMs: () => {
      const sample = best()
      return sample && ownMs() + sample.offsetMs
    },
    errorMs: () => {
      const sample = best()
      return sample && sample.delayMs / 2
    },
  }
}
