import { SAMPLE_RATE_HZ } from '@better-and-bliss/breath'
import { SOCKET_LIMITS } from '@better-and-bliss/breath/protocol'
import type { AudioChunk } from './intake.ts'

/** Sound may come a little faster than time, so that a client catches up after a pause of its network. */
const { audioSpeed, audioBurstMs, messagesPerSecond, messageBurst } = SOCKET_LIMITS
/** Sound beyond the budget that is left out before we stop listening. */
const PERSISTENT_SAMPLES = 5 * SAMPLE_RATE_HZ

export type Verdict = 'within' | 'first beyond' | 'beyond' | 'persistent'

/** How much sound a client may send: as much as there is time, with some slack. */
export interface SoundBudget {
  /** What is beyond is to be left out; what is persistent ends the stream. */
  take(chunk: Pick<AudioChunk, 'gapSamples' | 'samples'>, nowMs: number): Verdict
}

/** @param owedMs sound that the client has kept for us, and sends at once */
export function soundBudget(startMs: number, owedMs: number): SoundBudget {
  const bucket = createBucket({ capacity: audioBurstMs, perMs: audioSpeed, startMs, owed: owedMs })
  let clockMs = 0
  let refusedSamples = 0
  // By steps: a clock that is set back takes no time away that has passed.
  let [passedMs, lastMs] = [0, startMs]

  return {
    take({ gapSamples, samples }, nowMs) {
      passedMs += Math.max(0, nowMs - lastMs)
      lastMs = nowMs
      const soundMs = toMs(samples)
      const nextMs = clockMs + toMs(gapSamples) + soundMs
      // A gap costs nothing, but the stream's clock cannot run away from time.
      const inTime = nextMs <= owedMs + audioBurstMs + passedMs * audioSpeed
      if (inTime && bucket.take(soundMs, nowMs)) {
        clockMs = nextMs
        refusedSamples = 0
        return 'within'
      }
      refusedSamples += samples
      if (refusedSamples > PERSISTENT_SAMPLES) return 'persistent'
      return refusedSamples === samples ? 'first beyond' : 'beyond'
    },
  }
}

/** How many messages a client may send. */
export interface MessageBudget {
  /** @returns whether one more is within it. */
  take(nowMs: number): boolean
  /** For sound that the client has kept for us. */
  owe(soundMs: number): void
}

export function messageBudget(startMs: number): MessageBudget {
  const perMs = messagesPerSecond / 1000
  const bucket = createBucket({ capacity: messageBurst, perMs, startMs, owed: 0 })
  return { take: (nowMs) => bucket.take(1, nowMs), owe: (soundMs) => bucket.grant(soundMs * perMs) }
}

/** What is owed is granted once, on top: it is not filled up again. */
function createBucket({ capacity, perMs, startMs, owed }: Record<'capacity' | 'perMs' | 'startMs' | 'owed', number>) {
  let left = capacity + owed
  let filledAtMs = startMs

  return {
    take(amount: number, nowMs: number): boolean {
      left = Math.max(left, Math.min(left + (nowMs - filledAtMs) * perMs, capacity))
      filledAtMs = nowMs
      if (amount > left) return false
      left -= amount
      return true
    },
    grant(amount: number): void {
      left += amount
    },
  }
}

function toMs(samples: number): number {
  return (samples * 1000) / SAMPLE_RATE_HZ
}
