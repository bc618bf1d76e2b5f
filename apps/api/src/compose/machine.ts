import { randomBytes, randomUUID } from 'node:crypto'
import type { Clock } from '../ports/clock.ts'
import type { Random } from '../ports/random.ts'

export const systemClock: Clock = { nowMs: () => Date.now() }

export const systemRandom: Random = { uuid: () => randomUUID(), bytes: (size) => randomBytes(size) }
