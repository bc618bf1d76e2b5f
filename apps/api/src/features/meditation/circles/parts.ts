import type { Pool } from '../../../db/database.ts'
import type { Guard } from '../../../http/guard.ts'
import type { Limiter } from '../../../http/rate-limit.ts'
import type { Clock } from '../../../ports/clock.ts'
import type { Random } from '../../../ports/random.ts'
import type { Circles } from './live/circles.ts'

export interface CircleParts {
  db: Pool
  guard: Guard
  clock: Clock
  random: Random
  /** The address that members reach the API at; the socket's follows from it. */
  backendUrl: string
  /** The sockets of this process. */
  circles: Circles
  /** On the codes that a member tries. */
  limitJoins: Limiter
}
