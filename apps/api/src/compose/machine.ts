import { randomBytes, randomUUID } from 'node:crypto'
import { availableParallelism } from 'node:os'
import type { Clock } from '../ports/clock.ts'
import type { Random } from '../ports/random.ts'

export const systemClock: Clock = { nowMs: () => Date.now() }

export const systemRandom: Random = { uuid: () => randomUUID(), bytes: (size) => randomBytes(size) }

/** Half of the four threads that Node has for work such as hashing: looking up names and reading files need them, too. */
export function hashesAtOnce(): number {
  return Math.min(2, availableParallelism())
}

const MAX_DETECTOR_THREADS = 16

/** All cores but those that answer requests, shared by the processes that do. */
export function detectorThreads(processes: number): number {
  const free = Math.floor((availableParallelism() - processes) / processes)
  return Math.min(MAX_DETECTOR_THREADS, Math.max(1, free))
}
